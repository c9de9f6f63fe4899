/** `/docs`: the OpenAPI document to read, with a program from our own server and nothing inline. Loaded when asked for. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ServerResponse } from 'node:http';
import { sendProblem } from './reply.js';

/** Relative, so that it also works below a path. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>myositis-cds: interface</title>
<link rel="stylesheet" href="docs/swagger-ui.css"></head>
<body>
<div id="document"><p>The interface as an <a href="openapi.json">OpenAPI 3.1 document</a>.</p></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#document', validatorUrl: null, defaultModelsExpandDepth: 0 });\n`;

const require = createRequire(import.meta.url);
const ONE_DAY = 'public, max-age=86400';

interface Asset {
  readonly type: string;
  readonly read: () => Promise<string | Buffer>;
}

const fromPackage = (file: string) => (): Promise<Buffer> => readFile(require.resolve(`swagger-ui-dist/${file}`));

const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ['start.js', { type: 'text/javascript; charset=utf-8', read: () => Promise.resolve(START) }],
  ['swagger-ui-bundle.js', { type: 'text/javascript; charset=utf-8', read: fromPackage('swagger-ui-bundle.js') }],
  ['swagger-ui.css', { type: 'text/css; charset=utf-8', read: fromPackage('swagger-ui.css') }],
]);

export async function answerAsset(name: string, res: ServerResponse): Promise<void> {
  const asset = ASSETS.get(name);
  if (!asset) {
    sendProblem(res, 'not-found');
    return;
  }
  const content = await asset.read();
  res.setHeader('Content-Type', asset.type);
  res.setHeader('Content-Length', Buffer.byteLength(content));
  res.setHeader('Cache-Control', ONE_DAY);
  res.end(content);
}
