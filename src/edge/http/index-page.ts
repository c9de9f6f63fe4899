/** The page at `/`: what this is and where its doors are. */
import type { CdsService } from '../../core/services/service.js';
import { escapeHtml } from './html.js';

export function indexPage(services: readonly CdsService[], knowledgeVersion: string): string {
  const rows = services.map(
    ({ id, hook, title }) =>
      `<li><code>POST /cds-services/${escapeHtml(id)}</code> (${escapeHtml(hook)}): ${escapeHtml(title)}</li>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>myositis-cds</title></head>
<body>
<h1>myositis-cds</h1>
<p>A CDS Hooks service for one clinical question: rituximab in refractory idiopathic inflammatory myopathy.
Knowledge version ${escapeHtml(knowledgeVersion)}.</p>
<ul>
<li><a href="cds-services">GET /cds-services</a>: the services on offer</li>
${rows.join('\n')}
<li><code>POST /assessments</code>: one patient's FHIR Bundle in, the whole assessment out</li>
<li><a href="about">GET /about</a>: intended use, limits, sources and review dates of every rule</li>
<li><a href="docs">GET /docs</a>: every address, to read; <a href="openapi.json">/openapi.json</a> for programs</li>
<li><a href="health">GET /health</a>, <a href="health/live">/health/live</a>, <a href="health/ready">/health/ready</a></li>
</ul>
</body>
</html>
`;
}
