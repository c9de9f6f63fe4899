/** The examples load, the schema is fresh: `UPDATE_DOCS=true npm test -- test/house` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { load } from 'js-yaml';
import { z } from 'zod';
import { clientsJsonSchema } from '../../src/edge/trust/clients-file.js';
import { loadClients } from '../../src/edge/trust/load-clients.js';

const root = join(import.meta.dirname, '../..');
const schemaPath = join(root, 'docs/clients.schema.json');
const DEFAULTS = { publicBaseUrl: 'https://cds.example', fhirServers: [], vendor: undefined };

it('docs/clients.schema.json says what the service accepts', async () => {
  const wanted = await format(JSON.stringify(clientsJsonSchema()), { parser: 'json', printWidth: 120 });
  if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(schemaPath, wanted);
  expect(readFileSync(schemaPath, 'utf8')).toBe(wanted);
});

describe.each(['deploy/clients.example.yaml', 'deploy/clients.demo.yaml'])('%s', (file) => {
  it('is valid by the published schema', () => {
    const schema = z.fromJSONSchema(
      JSON.parse(readFileSync(schemaPath, 'utf8')) as Parameters<typeof z.fromJSONSchema>[0],
    );
    expect(schema.safeParse(load(readFileSync(join(root, file), 'utf8'))).error?.issues ?? []).toEqual([]);
  });

  it('loads at a desk', () => {
    const registry = loadClients(join(root, file), DEFAULTS, { isProduction: false, allowSiteAddresses: true });
    expect(registry.clients.length).toBeGreaterThan(1);
  });
});

it('the example loads in production, the demonstration is refused there', () => {
  const rules = { isProduction: true, allowSiteAddresses: false };
  expect(loadClients(join(root, 'deploy/clients.example.yaml'), DEFAULTS, rules).clients).toHaveLength(3);
  expect(() => loadClients(join(root, 'deploy/clients.demo.yaml'), DEFAULTS, rules)).toThrow(/anybody can sign/);
});

it('every member of a client is described in docs/trust.md', () => {
  const page = readFileSync(join(root, 'docs/trust.md'), 'utf8');
  const schema = clientsJsonSchema() as {
    properties: { clients: { items: { properties: Record<string, { properties?: object }> } } };
  };
  const members = Object.entries(schema.properties.clients.items.properties);
  const names = members.flatMap(([name, { properties }]) => [
    name,
    ...Object.keys(name === 'jwks' ? {} : (properties ?? {})),
  ]);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
