/** The OpenAPI 3.1 document, made of the table of operations, the schemas and the table of problems. */
import { PROBLEMS } from '../problems.js';
import type { ProblemCode } from '../problems.js';
import { GUARD_PROBLEMS, OPERATIONS } from './operations.js';
import type { Operation } from './operations.js';
import { componentSchemas } from './schemas.js';
import type { JsonSchema } from './schemas.js';

export interface DocumentParts {
  readonly version: string;
  readonly publicBaseUrl: string | undefined;
  /** What asks callers to prove who they are. */
  readonly guards: ReadonlySet<'token' | 'discovery'>;
  /** `docs/assessment.schema.json` */
  readonly assessment: JsonSchema;
}

export function openApiDocument({ version, publicBaseUrl, guards, assessment }: DocumentParts): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation, guards) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'myositis-cds',
      version,
      description: 'CDS Hooks service for one question: rituximab in refractory idiopathic inflammatory myopathy.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    ...(publicBaseUrl === undefined ? {} : { servers: [{ url: publicBaseUrl }] }),
    paths,
    components: {
      schemas: { ...componentSchemas(assessment), OpenApi: { type: 'object', required: ['openapi', 'paths'] } },
      ...(guards.size > 0
        ? {
            securitySchemes: {
              client: {
                type: 'http',
                scheme: 'bearer',
                bearerFormat: 'JWT',
                description: 'Signed by the CDS client; its audience is the address called.',
              },
            },
          }
        : {}),
    },
  };
}

const refTo = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });

function describe(
  { summary, parameters, request, answers, problems, guard }: Operation,
  guards: DocumentParts['guards'],
) {
  const isGuarded = guard !== undefined && guards.has(guard);
  return {
    summary,
    ...(parameters
      ? {
          parameters: parameters.map((parameter) => ({
            ...parameter,
            required: parameter.in === 'path',
            schema: { type: 'string' },
          })),
        }
      : {}),
    ...(request === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: refTo(request) } } } }),
    responses: { ...problemAnswers([...problems, ...(isGuarded ? GUARD_PROBLEMS : [])]), ...plainAnswers(answers) },
    ...(isGuarded ? { security: [{ client: [] }] } : {}),
  };
}

function plainAnswers(answers: Operation['answers']) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, media = [] }]) => {
      const json = schema === undefined ? {} : { 'application/json': { schema: refTo(schema) } };
      const others = Object.fromEntries(media.map((type) => [type, { schema: { type: 'string' } }]));
      const content = { ...json, ...others };
      return [status, { description, ...(Object.keys(content).length === 0 ? {} : { content }) }];
    }),
  );
}

/** One answer a status, which names the codes that may stand in it. */
function problemAnswers(codes: readonly ProblemCode[]) {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, inIt]) => [
      status,
      {
        description: inIt.map((code) => `\`${code}\`: ${PROBLEMS[code].text}`).join('\n\n'),
        content: { 'application/json': { schema: refTo('OperationOutcome') } },
      },
    ]),
  );
}
