import { knowledge } from '../../knowledge.js';

const { stopReason } = knowledge.words;

it.each([
  ['nausea', 'intolerance'],
  ['Not tolerated', 'intolerance'],
  ['hepatotoxicity', 'intolerance'],
  ['no side effects, patient preference', 'other'],
  ['no significant side effects', 'other'],
  ['denies nausea or rash', 'other'],
  ['no intolerance; disease flare', 'inadequate'],
  ['no response and nausea', 'intolerance'],
  ['no response', 'inadequate'],
  ['lack of efficacy without toxicity', 'inadequate'],
  ['stopped without benefit because of rash', 'intolerance'],
  ['pregnancy wish', 'other'],
])('%s: %s', (text, reason) => {
  expect(stopReason(text)).toBe(reason);
});
