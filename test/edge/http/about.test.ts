import request from 'supertest';
import { ABOUT, fakeWorld } from './fakes.js';

const { app } = fakeWorld();

describe('GET /about', () => {
  it('answers a program in JSON', async () => {
    const answer = await request(app).get('/about');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', vary: 'Accept' });
    expect(answer.body).toEqual(JSON.parse(JSON.stringify(ABOUT)));
  });

  it('answers a browser with a page that runs nothing and escapes everything', async () => {
    const page = await request(app).get('/about').set('Accept', 'text/html,application/xhtml+xml');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('<td>Adult &lt;b&gt;</td>');
    expect(page.text).toContain('href="https://example.org/?a=1&amp;b=2"');
    expect(page.text).toContain('<strong>under review</strong>');
    expect(page.text).not.toContain('<script');
  });

  it('answers nothing else', async () => {
    expect((await request(app).post('/about')).status).toBe(405);
  });
});

describe('GET /evidence/{rule}', () => {
  it('answers for one rule number, however it is written', async () => {
    const answer = await request(app).get('/evidence/r-1');
    expect(answer.body).toMatchObject({ asOf: '2026-03-04', rules: [{ rule: 'R-1', id: 'adult' }] });
  });

  it('has a page for people', async () => {
    const page = await request(app).get('/evidence/R-1').set('Accept', 'text/html');
    expect(page.text).toContain('<h1>Rule R-1</h1>');
    expect(page.text).toContain('<h2>Adult &lt;b&gt;</h2>');
  });

  it('knows no other rules', async () => {
    const answer = await request(app).get('/evidence/R-999');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome' });
  });
});
