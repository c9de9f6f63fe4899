import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, readSiteConfig } from '../../src/edge/config/config.js';
import { prepareDataDirectory } from '../../src/edge/data-directory.js';

const PRODUCTION = { NODE_ENV: 'production', CLIENTS_FILE: '/clients.yaml', PUBLIC_BASE_URL: 'https://cds.example' };

describe('the configuration', () => {
  it('works without any setting', () => {
    expect(readConfig({})).toEqual({
      kind: 'config',
      config: {
        server: { port: 3000, host: '127.0.0.1', production: false, publicBaseUrl: undefined },
        site: { timeZone: 'UTC', knowledgeDirectory: undefined, cardsDirectory: undefined },
        answers: {
          showNotRefractory: false,
          safetyScope: 'myositis',
          smartAppUrl: undefined,
          allowEvaluationDate: true,
        },
        trust: {
          mode: 'off',
          clientsFile: undefined,
          protectsDiscovery: false,
          trustedProxies: [],
          limits: { addressRequestsPerMinute: 60_000, failedAttemptsPerMinute: 60 },
        },
        fetch: {
          prefetchProfile: 'full',
          fhirServers: 'any',
          vendor: 'generic',
          budgetMilliseconds: 400,
          callMilliseconds: 300,
          allowSiteAddresses: true,
        },
        store: { dataDirectory: './.data', databaseUrl: undefined, keepComments: true },
        journal: {},
        observability: { logLevel: 'info', metrics: { kind: 'beside' }, traces: false },
      },
    });
  });

  it('reads every setting', () => {
    const read = readConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: '/data',
      DATABASE_URL: 'postgresql://cds@db.example/cds',
      FEEDBACK_COMMENTS: 'drop',
      METRICS_PORT: '9464',
      METRICS_HOST: '0.0.0.0',
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
      TRUST_MODE: 'required',
      CLIENTS_FILE: '/clients.yaml',
      TRUSTED_PROXIES: '10.0.0.1, fd00::/8',
      UNRELATED: 'x',
    });
    expect(read).toMatchObject({
      kind: 'config',
      config: {
        server: { port: 0, host: '0.0.0.0', production: true, publicBaseUrl: 'https://cds.example/base' },
        answers: { allowEvaluationDate: false, showNotRefractory: true, safetyScope: 'all-rituximab' },
        site: { timeZone: 'Europe/Berlin', cardsDirectory: '/cards' },
        store: { dataDirectory: '/data', databaseUrl: 'postgresql://cds@db.example/cds', keepComments: false },
        observability: { logLevel: 'warn', metrics: { kind: 'own-port', port: 9464, host: '0.0.0.0' } },
        trust: { mode: 'required', clientsFile: '/clients.yaml', trustedProxies: ['10.0.0.1', 'fd00::/8'] },
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
    ['SMART_APP_URL', 'http://app.example', PRODUCTION],
    ['PUBLIC_BASE_URL', 'ftp://cds.example', {}],
    ['PUBLIC_BASE_URL', 'http://cds.example', PRODUCTION],
    ['ALLOW_EVALUATION_DATE', 'yes', {}],
    ['ALLOW_EVALUATION_DATE', 'true', PRODUCTION],
    ['SHOW_NOT_REFRACTORY', '1', {}],
    ['SAFETY_SCOPE', 'everyone', {}],
    ['LOG_LEVEL', 'loud', {}],
    ['PREFETCH_PROFILE', 'all', {}],
    ['FHIR_SERVERS', 'ehr.example', {}],
    ['FHIR_SERVERS', 'https://ehr.example/fhir http://ehr.example/fhir', PRODUCTION],
    ['FHIR_VENDOR', 'mine', {}],
    ['FETCH_BUDGET_MS', '0', {}],
    ['FETCH_CALL_TIMEOUT_MS', 'soon', {}],
    ['FETCH_SITE_ADDRESSES', 'yes', {}],
    ['DATABASE_URL', 'mysql://db.example/cds', {}],
    ['DATABASE_URL', 'db.example', {}],
    ['FEEDBACK_COMMENTS', 'maybe', {}],
    ['TRUST_MODE', 'optional', {}],
    ['TRUST_MODE', 'off', { HOST: '0.0.0.0' }],
    ['TRUSTED_PROXIES', 'proxy.example', {}],
    ['ADDRESS_REQUESTS_PER_MINUTE', '0', {}],
    ['PROTECT_DISCOVERY', 'yes', {}],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector', {}],
    ['METRICS_PORT', '3000', {}],
    ['METRICS_PORT', '8080', { PORT: '8080' }],
    ['METRICS_PORT', 'yes', {}],
    ['SILENT', 'true', {}],
    ['JOURNAL_INPUTS', 'true', {}],
  ])('refuses %s=%s', (name, value, others) => {
    const read = readConfig({ ...others, [name]: value });
    expect(read).toEqual({ kind: 'faults', faults: [expect.stringMatching(new RegExp(`^${name} (must|can only) `))] });
  });

  it('reports every problem at once', () => {
    const read = readConfig({
      ...PRODUCTION,
      PORT: 'x',
      LOG_LEVEL: 'x',
      ALLOW_EVALUATION_DATE: 'true',
      PREFETCH_PROFILE: 'all',
    });
    expect(read.kind === 'faults' ? read.faults : []).toHaveLength(4);
  });

  describe('of trust', () => {
    const faultsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
      const read = readConfig(env);
      return read.kind === 'faults' ? read.faults : [];
    };

    it.each([
      ['without any setting', {}, 'off'],
      ['on the IPv6 loopback', { HOST: '::1' }, 'off'],
      ['where clients are listed', { CLIENTS_FILE: 'c.yaml', PUBLIC_BASE_URL: 'http://cds.example' }, 'required'],
      ['in production', PRODUCTION, 'required'],
      ['on every address', { ...PRODUCTION, HOST: '0.0.0.0' }, 'required'],
    ])('%s is %s', (_name, env, mode) => {
      expect(readConfig(env)).toMatchObject({ kind: 'config', config: { trust: { mode } } });
    });

    it.each([
      [
        'production without proof',
        { ...PRODUCTION, TRUST_MODE: 'off' },
        [/^TRUST_MODE .* in production/, /^CLIENTS_FILE /],
      ],
      ['production without clients', { NODE_ENV: 'production' }, [/^CLIENTS_FILE /, /^PUBLIC_BASE_URL /]],
      ['proof without clients', { TRUST_MODE: 'required' }, [/^CLIENTS_FILE /, /^PUBLIC_BASE_URL /]],
      ['an open door to the network', { HOST: '0.0.0.0' }, [/^TRUST_MODE must be required where HOST/]],
      ['a name that may not be loopback', { HOST: 'cds.example', TRUST_MODE: 'off' }, [/^TRUST_MODE must be required/]],
      ['clients that nobody asks for', { CLIENTS_FILE: 'c.yaml', TRUST_MODE: 'off' }, [/^CLIENTS_FILE must not/]],
    ])('refuses %s and says why', (_name, env, expected) => {
      const found = faultsOf(env);
      expect(found).toHaveLength(expected.length);
      for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
    });
  });

  it('shows metrics to nobody in production unless they have a port of their own', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ config: { observability: { metrics: { kind: 'nowhere' } } } });
  });

  it('of a production reads only from servers that are listed', () => {
    const env = { ...PRODUCTION, PREFETCH_PROFILE: 'gate' };
    expect(readConfig(env)).toMatchObject({
      config: { fetch: { fhirServers: [], allowSiteAddresses: false, prefetchProfile: 'gate' } },
    });
    expect(readConfig({ ...env, FHIR_SERVERS: 'https://a.example/fhir, https://b.example/fhir/' })).toMatchObject({
      config: { fetch: { fhirServers: ['https://a.example/fhir', 'https://b.example/fhir/'] } },
    });
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
