/** What the service says of itself as a page that prints well and needs no script. */
import type { About, AboutRule } from '../../core/about/about.js';
import { escapeHtml } from './escape-html.js';

const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;

const section = (title: string, body: string): string => `<h2>${escapeHtml(title)}</h2>\n${body}\n`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const headings = head.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${headings}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

function sourcesOf({ sources }: AboutRule): string {
  return sources
    .map(({ title, url, read }) => {
      const words = `${escapeHtml(title)}, read ${read}`;
      return url === undefined ? words : `<a href="${escapeHtml(url)}">${words}</a>`;
    })
    .join('<br>');
}

function ruleRow(rule: AboutRule): readonly string[] {
  const review = `${rule.reviewBy ?? ''}${rule.isUnderReview ? ' <strong>under review</strong>' : ''}`;
  return [escapeHtml(rule.rule), escapeHtml(rule.name), escapeHtml(rule.group), sourcesOf(rule), review];
}

export function aboutPage(about: About): string {
  const { knowledge, sourceAttributes, rules } = about;
  const attributes = sourceAttributes.map(({ title, isUsed, text }) => [
    escapeHtml(title),
    isUsed === undefined ? '' : isUsed ? 'used' : 'not used',
    escapeHtml(text),
  ]);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>About myositis-cds</title></head>
<body>
<h1>About myositis-cds</h1>
<p>${escapeHtml(about.intendedUse)}</p>
<p>Knowledge ${escapeHtml(knowledge.version)}, digest ${escapeHtml(knowledge.digest.slice(0, 12))}, as of ${escapeHtml(about.asOf)}.</p>
${section('Intended users', list(about.intendedUsers))}
${section('Population', list(about.population))}
${section('Not for', list(about.notFor))}
${section('Limits', list(about.limits))}
${section('What it reads', list(about.inputs))}
${section('How it decides', list(about.logic))}
${section('How it was tested', list(about.validation))}
${section('Releases', list(about.releases.map(({ version, date, what }) => [version, date, what].filter(Boolean).join(', '))))}
${section('Source attributes', table(['attribute', 'use', 'text'], attributes))}
${section('Rules', table(['rule', 'criterion', 'group', 'sources', 'review by'], rules.map(ruleRow)))}
</body>
</html>
`;
}
