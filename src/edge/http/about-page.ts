/** What the service says of itself, and of one rule, as pages. */
import type { About, AboutRule } from '../../core/about/about.js';
import { escapeHtml, list, page, section, table } from './html.js';

const named = ({ knowledge, asOf }: About): string =>
  `<p>Knowledge ${escapeHtml(knowledge.version)}, digest ${escapeHtml(knowledge.digest.slice(0, 12))}, as of ${escapeHtml(asOf)}.</p>`;

function sourcesOf({ sources }: AboutRule): string {
  return sources
    .map(({ title, url, read }) => {
      const words = `${escapeHtml(title)}, read ${escapeHtml(read)}`;
      return url === undefined ? words : `<a href="${escapeHtml(url)}">${words}</a>`;
    })
    .join('<br>');
}

const reviewOf = ({ reviewBy = '', isUnderReview }: AboutRule): string =>
  `${escapeHtml(reviewBy)}${isUnderReview ? ' <strong>under review</strong>' : ''}`;

function ruleRow(rule: AboutRule): readonly string[] {
  const { rule: number, name, group, threshold = '' } = rule;
  const link = `<a href="evidence/${encodeURIComponent(number)}">${escapeHtml(number)}</a>`;
  return [link, escapeHtml(name), escapeHtml(group), escapeHtml(threshold), sourcesOf(rule), reviewOf(rule)];
}

export function aboutPage(about: About): string {
  const attributes = about.sourceAttributes.map(({ title, isUsed, text }) => [
    escapeHtml(title),
    isUsed === undefined ? '' : isUsed ? 'used' : 'not used',
    escapeHtml(text),
  ]);
  const releases = about.releases.map(({ version, date, what }) => [version, date, what].filter(Boolean).join(', '));
  const head = ['rule', 'criterion', 'group', 'threshold', 'sources', 'review by'];
  return page(
    'About myositis-cds',
    [
      `<p>${escapeHtml(about.intendedUse)}</p>`,
      named(about),
      section('Intended users', list(about.intendedUsers)),
      section('Population', list(about.population)),
      section('Not for', list(about.notFor)),
      section('Limits', list(about.limits)),
      section('What it reads', list(about.inputs)),
      section('How it decides', list(about.logic)),
      section('How it was tested', list(about.validation)),
      section('Releases', list(releases)),
      section('Source attributes', table(['attribute', 'use', 'text'], attributes)),
      section('Rules', table(head, about.rules.map(ruleRow))),
    ].join('\n'),
  );
}

/** Of one rule number: what it claims, on which sources. */
export function evidencePage(about: About, rules: readonly AboutRule[]): string {
  const parts = rules.map((rule) =>
    section(
      rule.name,
      table(
        ['what', 'answer'],
        [
          ['group', escapeHtml(rule.group)],
          ['threshold', escapeHtml(rule.threshold ?? 'none')],
          ['sources', sourcesOf(rule)],
          ['review by', reviewOf(rule)],
        ],
      ),
    ),
  );
  return page(
    `Rule ${rules[0]?.rule ?? ''}`,
    [...parts, section('Limits', list(about.limits)), named(about)].join('\n'),
  );
}
