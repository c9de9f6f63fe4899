/** What an EHR does with our templates: fill the patient's id in, run them, send what came back. Written without our code. */
import { TOKEN } from './server.js';
import type { Json } from './repository.js';

export async function fillPrefetch(base: string, templates: Readonly<Record<string, string>>): Promise<Json> {
  const filled = await Promise.all(
    Object.entries(templates).map(async ([key, template]) => {
      const path = template.replaceAll('{{context.patientId}}', 'p1');
      return [key, await getAll(`${base}/${path}`)] as const;
    }),
  );
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

/** A read, or all pages of a search as one Bundle; undefined when the server refuses. */
async function getAll(first: string): Promise<Json | undefined> {
  let whole: Json | undefined;
  for (let url: string | undefined = first; url !== undefined;) {
    const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
    if (!response.ok) return undefined;
    const page = (await response.json()) as Json;
    const links = (page['link'] ?? []) as { relation: string; url: string }[];
    url = links.find(({ relation }) => relation === 'next')?.url;
    const entry = [...((whole?.['entry'] ?? []) as unknown[]), ...((page['entry'] ?? []) as unknown[])];
    whole = { ...page, ...(entry.length > 0 ? { entry } : {}) };
    delete whole['link'];
  }
  return whole;
}
