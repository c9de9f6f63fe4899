/** `GET /metrics`, here in a demonstration or on a port of its own: it tells nothing of patients, but much of the site's work. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { MetricsPage } from '../metrics/metrics.js';
import { sendProblem } from './reply.js';

export type RenderMetrics = () => Promise<MetricsPage>;

export async function answerMetrics(res: ServerResponse, render: RenderMetrics): Promise<void> {
  const { contentType, text } = await render();
  res.writeHead(200, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(text);
}

/** All that the port of its own answers. */
export function metricsOnly(render: RenderMetrics): RequestListener {
  return (req: IncomingMessage, res: ServerResponse) => {
    if (req.url !== '/metrics') sendProblem(res, 'not-found');
    else if (req.method === 'GET' || req.method === 'HEAD') {
      answerMetrics(res, render).catch(() => {
        sendProblem(res, 'internal-error');
      });
    } else {
      res.setHeader('Allow', 'GET, HEAD');
      sendProblem(res, 'method-not-allowed');
    }
  };
}
