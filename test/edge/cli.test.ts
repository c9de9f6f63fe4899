import { Readable } from 'node:stream';
import type { Assessor } from '../../src/edge/assessor.js';
import { run } from '../../src/edge/cli/run.js';
import { InputTooLarge, readText } from '../../src/edge/cli/read-text.js';
import { calendarOf, formatDay } from '../../src/core/time.js';
import { ASSESSMENT } from './http/fakes.js';

const BUNDLE = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [{ resource: { resourceType: 'Patient', id: '1' } }],
};

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly { readonly input: unknown; readonly asOf: string }[];
}

async function cli(
  args: readonly string[],
  input: string,
  changed: Partial<Assessor> = {},
  faults?: readonly string[],
): Promise<Ran> {
  let out = '';
  let err = '';
  const asked: { input: unknown; asOf: string }[] = [];
  const answer = { kind: 'assessment', assessment: ASSESSMENT } as const;
  const code = await run(args, {
    openFile: (path) => {
      if (path === 'patient.json') return Readable.from([Buffer.from(input)]);
      return Readable.from(
        (function* () {
          throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
        })(),
      );
    },
    standardInput: Readable.from([Buffer.from(input)]),
    print: (text) => (out += text),
    printError: (text) => (err += text),
    prepare: () =>
      Promise.resolve(
        faults
          ? { faults }
          : {
              assessor: {
                bundle: (bundle, asOf) => {
                  asked.push({ input: bundle, asOf: formatDay(asOf) });
                  return answer;
                },
                prefetch: (patientId, prefetch, asOf) => {
                  asked.push({ input: { patientId, prefetch }, asOf: formatDay(asOf) });
                  return answer;
                },
                ...changed,
              },
              clock: { calendar: calendarOf('UTC'), now: () => new Date('2026-03-04T12:00:00Z') },
              renderMarkdown: ({ patient }) => `# ${patient}\n`,
            },
      ),
  });
  return { code, out, err, asked };
}

describe('assess', () => {
  it.each([[['assess', 'patient.json']], [['assess', '-']], [['assess']]])(
    'prints the assessment as JSON: %j',
    async (args) => {
      const ran = await cli(args, JSON.stringify(BUNDLE));
      expect(ran).toMatchObject({ code: 0, err: '', asked: [{ input: BUNDLE, asOf: '2026-03-04' }] });
      expect(JSON.parse(ran.out)).toEqual(ASSESSMENT);
    },
  );

  it('prints a report on the day asked for', async () => {
    const ran = await cli(['assess', '--as-of', '2025-01-31', '--format=markdown'], JSON.stringify(BUNDLE));
    expect(ran).toMatchObject({ code: 0, out: '# Patient/1\n', asked: [{ asOf: '2025-01-31' }] });
  });

  it('reads the body of a hook call as the service would', async () => {
    const prefetch = { conditions: null };
    const ran = await cli(
      ['assess'],
      JSON.stringify({ hook: 'patient-view', context: { patientId: 'p-1' }, prefetch }),
    );
    expect(ran.asked).toEqual([{ input: { patientId: 'p-1', prefetch }, asOf: '2026-03-04' }]);
  });

  it('reads one resource a line, and a single one', async () => {
    const patient = { resourceType: 'Patient', id: '1' };
    const condition = { resourceType: 'Condition', id: 'c' };
    const many = await cli(['assess'], `\uFEFF${JSON.stringify(patient)}\r\n\n${JSON.stringify(condition)}\n`);
    expect(many.asked[0]?.input).toMatchObject({
      resourceType: 'Bundle',
      entry: [{ resource: patient }, { resource: condition }],
    });
    const one = await cli(['assess'], JSON.stringify(patient));
    expect(one.asked[0]?.input).toMatchObject({ entry: [{ resource: patient }] });
  });

  it.each([
    ['nothing', ' \n', 'the input is empty'],
    ['what is not JSON', '{\n"a": \n', 'the input is not JSON'],
    ['a list', '[]', 'the input is not a JSON object'],
    ['an object of no kind', '{}', 'the input is neither'],
    ['a hook call without a patient', '{"hook":"patient-view","context":{}}', 'the input is neither'],
    ['a prefetch that is text', '{"context":{"patientId":"1"},"prefetch":"x"}', 'prefetch is not an object'],
    ['a broken line', '{"resourceType":"Patient"}\n{"SECRET', 'line 2 is not JSON'],
    ['a line that is no resource', '{"resourceType":"Patient"}\n{"SECRET":1}', 'line 2 is not a FHIR resource'],
  ])('cannot judge %s', async (_name, input, reason) => {
    const { code, out, err } = await cli(['assess'], input);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^myositis-cds: standard input: [^\n]*\n$/);
    expect(err).toContain(reason);
    expect(err).not.toContain('SECRET');
  });

  it('cannot judge a Bundle of two patients, a missing file, or what exhausts or breaks the judge', async () => {
    const text = JSON.stringify(BUNDLE);
    const overflow = (): never => overflow();
    const broken = (): never => {
      throw new Error('SECRET');
    };
    const runs = [
      await cli(['assess'], text, { bundle: () => ({ kind: 'fault', fault: 'several-patients' }) }),
      await cli(['assess', 'missing.json'], text),
      await cli(['assess'], text, { bundle: overflow }),
      await cli(['assess'], text, { bundle: broken }),
    ];
    expect(runs.map(({ code, err }) => `${code} ${err}`)).toEqual([
      '1 myositis-cds: standard input: the input holds more than one Patient\n',
      '1 myositis-cds: missing.json: cannot be read (ENOENT)\n',
      '1 myositis-cds: standard input: the input is nested too deep\n',
      '1 myositis-cds: standard input: the service failed to judge it\n',
    ]);
  });

  it('stops reading at the limit', async () => {
    await expect(readText(Readable.from([Buffer.alloc(6), Buffer.alloc(6)]), 10)).rejects.toThrow(InputTooLarge);
    await expect(readText(Readable.from([Buffer.from('ab'), 'c']), 10)).resolves.toBe('abc');
  });
});

describe('usage', () => {
  it('is shown on request', async () => {
    const { code, out, err } = await cli(['--help'], '');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: myositis-cds assess/);
  });

  it.each([
    [[]],
    [['judge', 'patient.json']],
    [['assess', 'a.json', 'b.json']],
    [['assess', '--as-of', '2026-02-30']],
    [['assess', '--as-of']],
    [['assess', '--format', 'xml']],
    [['assess', '--verbose']],
  ])('is wrong: %j', async (args) => {
    const { code, out, err } = await cli(args, '{}');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^myositis-cds: [^\n]+; see --help\n$/);
  });

  it('is also wrong with settings that cannot be used', async () => {
    const ran = await cli(['assess'], '{}', {}, ['SITE_TIME_ZONE must be a time zone such as Europe/Berlin']);
    expect(ran).toMatchObject({
      code: 2,
      err: 'myositis-cds: SITE_TIME_ZONE must be a time zone such as Europe/Berlin\n',
    });
  });
});
