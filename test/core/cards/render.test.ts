import fc from 'fast-check';
import type { Assessment, Evidence, Trial } from '../../../src/core/assessment.js';
import { renderReviewCard } from '../../../src/core/cards/render.js';
import { REVIEW_TOPICS } from '../../../src/core/decision/outcome.js';
import type { ReviewOutcome } from '../../../src/core/decision/outcome.js';
import { loadCards } from '../../../src/edge/content/load-cards.js';
import {
  azathioprine,
  hydroxychloroquine,
  liveVaccine,
  mycophenolate,
  refractory,
  verdict,
} from './assessment-literal.js';

const content = loadCards('cards');
const UUID = '0b1f6c1e-8c1d-4a57-9b0a-3d5f0c8e7a11';
const ids = { newId: () => UUID };
const outcome = (topic: ReviewOutcome['topic'], change: Partial<ReviewOutcome> = {}): ReviewOutcome => ({
  topic,
  indicator: 'info',
  decisive: [],
  ...change,
});
const render = (reviewed: ReviewOutcome, assessment: Assessment = refractory) =>
  renderReviewCard(reviewed, assessment, content, ids);
const detailOf = (reviewed: ReviewOutcome, assessment?: Assessment) => render(reviewed, assessment).detail ?? '';

describe('refractory-supported', () => {
  const card = render(outcome('refractory-supported'));
  const rows = (card.detail ?? '').split('\n').filter((line) => line.startsWith('| '));

  it('names trials, doses, glucocorticoid and taper in one line', () => {
    expect(card.summary).toBe(
      'Refractory IIM, strict reading met: 2 adequate trials (AZA 2.14 mg/kg/d, MMF/MPA 2000 mg/d); prednisone eq. 20 mg/day; taper hampered',
    );
  });

  it('carries source, topic, override reasons and no link unless an app is configured', () => {
    expect(card).toMatchObject({
      uuid: UUID,
      indicator: 'info',
      source: {
        url: 'https://doi.org/10.1186/s42358-018-0030-z',
        topic: { code: 'refractory-supported', system: 'https://myositis-cds.example/fhir/CodeSystem/card-topic' },
      },
    });
    expect(card.overrideReasons).toHaveLength(7);
    expect(card.links).toBeUndefined();
    const withApp = renderReviewCard(
      outcome('refractory-supported'),
      refractory,
      { ...content, smartAppUrl: 'https://app.example/launch' },
      ids,
    );
    expect(withApp.links).toEqual([{ label: 'Show the evidence', url: 'https://app.example/launch', type: 'smart' }]);
  });

  it('has a row for each criterion and each trial, with value, date, threshold, status and source', () => {
    expect(rows).toHaveLength(2 + 4 + 3);
    expect(rows).toContain(
      '| Disease active (C.4) | CK 2000 U/L | 2026-02-20 | – | met; as recorded | Observation/ck-1 |',
    );
    expect(rows).toContain(
      '| Trial: azathioprine (AZA) | 2.14 mg/kg/d, 120 days at full dose | 2025-01-10 | 2 mg/kg/d | adequate: met; 120 days at full dose, 90 needed | MedicationRequest/aza |',
    );
    expect(rows.find((row) => row.includes('HCQ'))).toContain('not on the seed list');
    expect(rows.find((row) => row.includes('HCQ'))).toContain('dose unknown');
  });

  it('shows unknown as unknown, and what would settle it', () => {
    expect(rows.find((row) => row.includes('necrotising'))).toContain('| unknown; no antibody result |');
    expect(card.detail).toContain('- anti-SRP and anti-HMGCR (needed for: No necrotising myopathy)');
    expect(card.detail).toContain('Mok 2007 unknown');
    expect(rows[2]).toContain('| Age 52 years |');
  });

  it('says what was doubted, set aside and not read', () => {
    expect(card.detail).toContain('- Weight jumped by 20 %.');
    expect(card.detail).toContain('- Observation/vas: no unit');
    expect(card.detail).toContain('- Not looked at: immunisations (immunizations)');
    expect(card.detail).toContain('- No necrotising myopathy: unknown; no antibody result');
  });

  it('names rules and knowledge', () => {
    expect(card.detail).toContain('Rules: R-1, R-13, R-20, C.4. Knowledge 0.1.0-draft, digest abcdef012345.');
  });
});

describe('every card', () => {
  it.each(REVIEW_TOPICS)('%s keeps the order, gives options and states the limits', (topic) => {
    const detail = detailOf(outcome(topic, { decisive: ['body weight'] }));
    const places = ['**', '### Criteria', '### Missing or unused', '### Options to weigh', '### Limits', '### Basis'];
    const order = places.map((heading) => detail.indexOf(heading));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBe(0);
    const options = detail
      .slice(order[3], order[4])
      .split('\n')
      .filter((line) => line.startsWith('- '));
    expect(options.length).toBeGreaterThanOrEqual(2);
    for (const limit of ['n = 38', 'n = 4', 'missed its primary endpoint', 'off-label', 'active disease from damage']) {
      expect(detail.slice(order[4])).toContain(limit);
    }
    expect(detail).not.toMatch(/\{\{|\}\}|recommended|guideline|72\.5|\bundefined\b|\bnull\b|\bNaN\b/);
  });
});

describe('refractory-needs-information', () => {
  it('names the most decisive missing item first', () => {
    const reviewed = outcome('refractory-needs-information', { decisive: ['body weight', 'azathioprine dose', 'CK'] });
    const undecided = { ...refractory, trials: [{ ...azathioprine, adequate: 'unknown' as const }] };
    const card = render(reviewed, undecided);
    expect(card.summary).toBe(
      'Refractory IIM cannot be told yet, missing: body weight (+2 more); so far 0 adequate trials on file, 1 undecided',
    );
    expect(card.detail).toMatch(/- body weight\n- azathioprine dose\n- CK\n/);
  });

  it('shortens a long item by whole words and keeps the count of the others', () => {
    const item = 'whether disease activity has prevented lowering the glucocorticoid (attest yes or no)';
    const trials = [{ ...azathioprine, adequate: 'unknown' as const }];
    const { summary } = render(outcome('refractory-needs-information', { decisive: [item, 'CK'] }), {
      ...refractory,
      trials,
    });
    expect(summary).toContain('missing: whether disease activity has… (+1 more); so far');
  });

  it('asks neither for what only informs nor for what rituximab itself needs', () => {
    const verdicts = [
      verdict('bohan-peter-certainty', { group: 'information', status: 'unknown', missing: ['EMG'] }),
      verdict('hbsag-negative', { group: 'safety', rule: 'S-01', status: 'unknown', missing: ['HBsAg'] }),
      verdict('adult', { status: 'unknown', missing: ['birth date'] }),
    ];
    const detail = detailOf(outcome('refractory-needs-information'), { ...refractory, verdicts });
    expect(detail).toContain('- birth date (needed for: Adult)');
    expect(detail).not.toMatch(/EMG|HBsAg/);
  });

  it('says unknown when the glucocorticoid dose is unknown', () => {
    const unknown = {
      ...refractory,
      glucocorticoid: { ...refractory.glucocorticoid, dailyPrednisoneEquivalent: null },
    };
    expect(detailOf(outcome('refractory-needs-information'), unknown)).toContain('Prednisone equivalent unknown;');
  });

  it('speaks of what could be read when no trial was found', () => {
    const none = detailOf(outcome('refractory-needs-information'), { ...refractory, trials: [] });
    expect(none).toContain(
      'No trial of an immunosuppressant or immunomodulator was found in the data that could be read.',
    );
  });
});

describe('refractory-not-shown', () => {
  it('counts what is on file', () => {
    const card = render(outcome('refractory-not-shown'), {
      ...refractory,
      trials: [mycophenolate, hydroxychloroquine],
    });
    expect(card.summary).toBe(
      'Refractory IIM not shown, strict reading: 1 adequate trial (MMF/MPA 2000 mg/d); taper hampered; active disease met',
    );
  });
});

describe('hold-for-safety', () => {
  it('names what is suspected when nothing was found', () => {
    const suspected = verdict('not-necrotising', {
      status: 'unknown',
      severity: 'caution',
      evidence: [{ label: 'anti-SRP', value: 'positive', date: '2026-01-05', reference: 'Observation/srp' }],
    });
    const reviewed = outcome('hold-for-safety', { indicator: 'warning', decisive: ['body weight'] });
    expect(render(reviewed, { ...refractory, verdicts: [suspected] }).summary).toBe(
      'Rituximab review on hold, settle first: anti-SRP positive (2026-01-05)',
    );
  });

  const held = {
    ...refractory,
    verdicts: [verdict('no-infection', { status: 'unknown', severity: 'contraindication' }), liveVaccine],
  };

  it('names the finding with its date, and what cannot be told after it', () => {
    const card = render(outcome('hold-for-safety', { indicator: 'critical' }), held);
    expect(card.summary).toBe('Rituximab review on hold, settle first: MMR (2026-02-17) (+1 more)');
    expect(card.indicator).toBe('critical');
    expect(card.detail).toMatch(
      /- No recent live vaccine \(R-16\): not met, contraindication; .*\(MMR, 2026-02-17, Immunization\/mmr\)\n- No acute or chronic infection \(R-1\): unknown/,
    );
  });

  it('is never quieter than its template', () => {
    expect(render(outcome('hold-for-safety', { indicator: 'info' }), held).indicator).toBe('warning');
  });
});

describe('long lists', () => {
  it('show twenty entries and count the rest', () => {
    const notUsed = Array.from({ length: 23 }, (_, index) => ({
      reference: `Observation/${index}`,
      reason: 'no unit',
    }));
    const detail = detailOf(outcome('refractory-supported'), { ...refractory, notUsed });
    expect(detail).toContain('- Observation/19: no unit\n- and 3 more\n');
    expect(detail).not.toContain('Observation/20');
  });
});

describe('ids without a label', () => {
  it('are read with blanks', () => {
    const assessment = {
      ...refractory,
      trials: [{ ...azathioprine, agent: 'new-drug' }],
      verdicts: [verdict('new-criterion', { group: 'refractoriness' as const })],
    };
    const detail = detailOf(outcome('refractory-supported'), assessment);
    expect(detail).toContain('| new criterion (R-1) |');
    expect(detail).toContain('| Trial: new drug |');
  });
});

const HOSTILE =
  '<img src=x onerror=alert(1)> | [x](javascript:alert(1))\n\n# heading `code` {{as-of}} https://a.example';

describe('hostile text of the record', () => {
  const evidence: Evidence = { label: HOSTILE, value: HOSTILE, unit: HOSTILE, date: '2026-02-17', reference: HOSTILE };
  const hostile: Assessment = {
    ...refractory,
    trials: [
      { ...azathioprine, agent: HOSTILE, because: HOSTILE, evidence: [evidence], dose: { value: 2, unit: HOSTILE } },
    ],
    glucocorticoid: { ...refractory.glucocorticoid, because: HOSTILE },
    verdicts: [{ ...liveVaccine, because: HOSTILE, missing: [HOSTILE], evidence: [evidence] }],
    dataQuality: [HOSTILE],
    notUsed: [{ reference: HOSTILE, reason: HOSTILE }],
  };

  it.each(REVIEW_TOPICS)('stays text on %s', (topic) => {
    const card = render(outcome(topic, { decisive: [HOSTILE] }), hostile);
    const detail = card.detail ?? '';
    expect(detail).not.toMatch(/<[A-Za-z/!?]/);
    expect(detail).not.toMatch(/(?<!\\)\]\(/);
    expect(detail).not.toMatch(/^# /m);
    expect(detail).not.toContain('://');
    expect(detail).not.toMatch(/(?<!\\)`/);
    expect(card.summary).not.toMatch(/<[A-Za-z/!?]|[\n\r]/);
    for (const row of detail.split('\n').filter((line) => line.startsWith('| '))) {
      expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
    }
  });
});

describe('any summary', () => {
  const odd = fc.oneof(
    fc.string(),
    fc.string({ maxLength: 400, unit: 'grapheme' }),
    fc.constantFrom(HOSTILE, '', 'A. B! C? D', '1'.repeat(300)),
  );
  const status = fc.constantFrom('met' as const, 'not-met' as const, 'unknown' as const);
  const number = fc.oneof(fc.double(), fc.constantFrom(0.001, 1e300, -5, Number.NaN));
  const trial: fc.Arbitrary<Trial> = fc
    .record({ agent: odd, qualifying: fc.boolean(), adequate: status, value: fc.option(number), unit: odd })
    .map(({ value, unit, ...rest }) => ({ ...azathioprine, ...rest, dose: { value, unit } }));
  const assessment: fc.Arbitrary<Assessment> = fc
    .record({
      trials: fc.array(trial, { maxLength: 12 }),
      daily: fc.option(number),
      taper: fc.constantFrom('hampered' as const, 'not-hampered' as const, 'undetermined' as const),
      label: odd,
      value: fc.oneof(odd, number, fc.boolean(), fc.constant(null)),
      hasEvidence: fc.boolean(),
    })
    .map(({ trials, daily, taper, label, value, hasEvidence }) => ({
      ...refractory,
      trials,
      glucocorticoid: { ...refractory.glucocorticoid, dailyPrednisoneEquivalent: daily, taper },
      verdicts: [
        {
          ...liveVaccine,
          evidence: hasEvidence ? [{ label, value, date: '2026-02-01/2026-02-28', reference: label }] : [],
        },
      ],
    }));

  it('is one sentence below 140 characters, and rendering never throws', () => {
    fc.assert(
      fc.property(assessment, fc.array(odd), fc.constantFrom(...REVIEW_TOPICS), (reviewed, decisive, topic) => {
        expect(render(outcome(topic, { decisive }), reviewed).summary.length).toBeLessThan(140);
      }),
      { numRuns: 150 },
    );
  });
});

it('says of a rule whose sources wait to be read again that it is under review', () => {
  const verdicts = [verdict('adult', { isUnderReview: true }), verdict('taper-hampered', { rule: 'R-25' })];
  const detail = detailOf(outcome('refractory-supported'), { ...refractory, verdicts });
  expect(detail).toMatch(/\| Adult \([^)]*, under review\) \|/);
  expect(detail.match(/under review/g)).toHaveLength(1);
});
