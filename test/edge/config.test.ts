import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, readSiteConfig } from '../../src/edge/config.js';
import { prepareDataDirectory } from '../../src/edge/data-directory.js';

describe('the configuration', () => {
  it('works without any setting', () => {
    expect(readConfig({})).toEqual({
      kind: 'config',
      config: {
        port: 3000,
        host: '127.0.0.1',
        dataDirectory: './.data',
        production: false,
        publicBaseUrl: undefined,
        smartAppUrl: undefined,
        allowEvaluationDate: true,
        showNotRefractory: false,
        safetyScope: 'myositis',
        logLevel: 'info',
        timeZone: 'UTC',
        knowledgeDirectory: undefined,
        cardsDirectory: undefined,
        fhirServers: 'any',
        fhirVendor: 'generic',
        fetchBudgetMilliseconds: 400,
        fetchCallMilliseconds: 300,
        fetchSiteAddresses: true,
        prefetchProfile: 'full',
      },
    });
  });

  it('reads every setting', () => {
    const read = readConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: '/data',
      NODE_ENV: 'production',
      PUBLIC_BASE_URL: 'https://cds.example/base/',
      SMART_APP_URL: 'https://cds.example/app',
      SITE_TIME_ZONE: 'Europe/Berlin',
      SHOW_NOT_REFRACTORY: 'true',
      SAFETY_SCOPE: 'all-rituximab',
      LOG_LEVEL: 'warn',
      KNOWLEDGE_DIR: '/knowledge',
      CARDS_DIR: '/cards',
      PREFETCH_PROFILE: 'full',
      TRUST_MODE: 'off',
      UNRELATED: 'x',
    });
    expect(read).toMatchObject({
      kind: 'config',
      config: {
        port: 0,
        host: '0.0.0.0',
        production: true,
        publicBaseUrl: 'https://cds.example/base',
        allowEvaluationDate: false,
        showNotRefractory: true,
        safetyScope: 'all-rituximab',
        timeZone: 'Europe/Berlin',
        cardsDirectory: '/cards',
      },
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', SMART_APP_URL: ' ', PREFETCH_PROFILE: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', 'http', {}],
    ['PORT', '65536', {}],
    ['PORT', '-1', {}],
    ['PORT', '3000.5', {}],
    ['NODE_ENV', 'staging', {}],
    ['SITE_TIME_ZONE', 'Berlin', {}],
    ['SMART_APP_URL', 'app.html', {}],
    ['SMART_APP_URL', 'http://app.example', { NODE_ENV: 'production' }],
    ['PUBLIC_BASE_URL', 'ftp://cds.example', {}],
    ['PUBLIC_BASE_URL', 'http://cds.example', { NODE_ENV: 'production' }],
    ['ALLOW_EVALUATION_DATE', 'yes', {}],
    ['ALLOW_EVALUATION_DATE', 'true', { NODE_ENV: 'production' }],
    ['SHOW_NOT_REFRACTORY', '1', {}],
    ['SAFETY_SCOPE', 'everyone', {}],
    ['LOG_LEVEL', 'loud', {}],
    ['PREFETCH_PROFILE', 'all', {}],
    ['PREFETCH_PROFILE', 'gate', { NODE_ENV: 'production' }],
    ['FHIR_SERVERS', 'ehr.example', {}],
    ['FHIR_SERVERS', 'https://ehr.example/fhir http://ehr.example/fhir', { NODE_ENV: 'production' }],
    ['FHIR_VENDOR', 'mine', {}],
    ['FETCH_BUDGET_MS', '0', {}],
    ['FETCH_CALL_TIMEOUT_MS', 'soon', {}],
    ['FETCH_SITE_ADDRESSES', 'yes', {}],
    ['TRUST_MODE', 'required', {}],
    ['SILENT', 'true', {}],
    ['JOURNAL_INPUTS', 'true', {}],
  ])('refuses %s=%s', (name, value, others) => {
    const read = readConfig({ ...others, [name]: value });
    expect(read).toEqual({
      kind: 'faults',
      faults: [expect.stringMatching(new RegExp(`^${name}(?: must| can only|=gate needs) `))],
    });
  });

  it('reports every problem at once', () => {
    const read = readConfig({
      PORT: 'x',
      LOG_LEVEL: 'x',
      NODE_ENV: 'production',
      ALLOW_EVALUATION_DATE: 'true',
      PREFETCH_PROFILE: 'gate',
    });
    expect(read.kind === 'faults' ? read.faults : []).toHaveLength(4);
  });

  it('of the command line does not mind a port', () => {
    expect(readSiteConfig({ PORT: 'x', SITE_TIME_ZONE: 'Asia/Tokyo' })).toMatchObject({
      config: { timeZone: 'Asia/Tokyo' },
    });
    expect(readSiteConfig({ SITE_TIME_ZONE: 'x' })).toMatchObject({ kind: 'faults' });
  });
});

describe('the data directory', () => {
  const root = mkdtempSync(join(tmpdir(), 'myositis-cds-'));
  afterAll(() => rmSync(root, { recursive: true }));

  it('is created for its owner alone', () => {
    const directory = join(root, 'a', 'b');
    expect(prepareDataDirectory(directory)).toBeUndefined();
    expect(statSync(directory).mode & 0o077).toBe(0);
    expect(prepareDataDirectory(directory)).toBeUndefined();
  });

  it('cannot be below a file', () => {
    writeFileSync(join(root, 'file'), '');
    expect(prepareDataDirectory(join(root, 'file', 'data'))).toMatch(
      /^DATA_DIR .* cannot be created or written to \(ENOTDIR\)$/,
    );
  });

  it('cannot be a file, nor where the system makes no directories', () => {
    expect(prepareDataDirectory(join(root, 'file'))).toMatch(/is not a directory$/);
    expect(prepareDataDirectory(join('/dev/null', 'data'))).toMatch(/cannot be created/);
  });
});
