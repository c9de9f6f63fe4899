// The bare baseline: Express 5 with express.json and one fixed card. It reads the whole body, parses it,
// looks at nothing and answers: what any service on Express must at least spend.
import express from 'express';

const app = express();
app.use(express.json({ limit: '64mb' }));
app.post('/cds-services/:id', (req, res) => {
  res.json({
    cards: [
      {
        summary: 'baseline',
        indicator: 'info',
        detail: Object.keys(req.body.prefetch ?? {}).join(', '),
        source: { label: 'perf baseline' },
      },
    ],
  });
});
const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', (err) => {
  if (err) throw err;
  console.log(JSON.stringify({ port: server.address().port }));
});
