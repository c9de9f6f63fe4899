/** What the service answers and is asked, as JSON Schema. Requests are those of the very schemas that check them. */
import { z } from 'zod';
import { assessmentRequestSchema } from '../assessments.js';
import { feedbackSchema } from '../feedback-request.js';
import { hookRequestSchema } from '../hook-request.js';
import { PROBLEMS } from '../problems.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is refined or transformed has a plain shape before. */
function inputSchema(schema: z.ZodType): JsonSchema {
  return withoutDialect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

/** The dialect is that of the document, and a component has no address of its own. */
function withoutDialect(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !['$schema', '$id', '$defs'].includes(name)));
}

const text = z.string().min(1);
const coding = z.object({ code: text, system: text, display: text.optional() });
const resource = z.looseObject({ resourceType: text });

const action = z.union([
  z.object({ type: z.enum(['create', 'update']), description: text, resource }),
  z.object({ type: z.literal('delete'), description: text, resourceId: text }),
]);

const suggestion = z.object({
  label: text,
  uuid: z.guid(),
  isRecommended: z.boolean().optional(),
  actions: z.array(action).min(1).optional(),
  actionSelectionBehavior: z.enum(['all', 'any', 'at-most-one']).optional(),
});

const link = z.object({
  label: text,
  url: z.url(),
  type: z.enum(['absolute', 'smart']),
  appContext: text.optional(),
  autolaunchable: z.boolean().optional(),
});

const card = z.object({
  uuid: z.guid(),
  summary: text.max(139),
  detail: text.optional(),
  indicator: z.enum(['info', 'warning', 'critical']),
  source: z.object({ label: text, url: z.url().optional(), icon: z.url().optional(), topic: coding.optional() }),
  suggestions: z.array(suggestion).min(1).optional(),
  selectionBehavior: z.enum(['at-most-one', 'any']).optional(),
  overrideReasons: z.array(coding.required()).min(1).optional(),
  links: z.array(link).min(1).optional(),
});

const knowledge = z.object({ version: text, digest: text });

const service = z.object({
  id: text,
  hook: text,
  title: text,
  description: text,
  prefetch: z.record(text, text).optional(),
  usageRequirements: text.optional(),
  version: text,
  hookVersion: text.optional(),
});

const outcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z
    .array(
      z.object({
        severity: z.literal('error'),
        code: z.enum([...new Set(Object.values(PROBLEMS).map(({ issue }) => issue))]),
        details: z.object({
          coding: z.array(z.object({ system: z.url(), code: z.enum(Object.keys(PROBLEMS)) })),
          text,
        }),
        diagnostics: text.optional(),
      }),
    )
    .min(1),
});

const rule = z.looseObject({ rule: text, id: text, name: text, group: text, sources: z.array(z.looseObject({})) });

const answers = {
  Discovery: z.object({ services: z.array(service) }),
  CdsResponse: z.object({ cards: z.array(card), systemActions: z.array(action).min(1).optional() }),
  Health: z.object({
    status: z.enum(['ok', 'starting', 'degraded', 'stopping']),
    knowledge,
    store: z.object({
      status: z.enum(['starting', 'ready', 'unavailable', 'closed']),
      where: z.enum(['postgresql', 'embedded']),
      reason: text.optional(),
    }),
  }),
  Alive: z.object({ status: z.literal('ok') }),
  About: z.looseObject({ knowledge, asOf: text, rules: z.array(rule) }),
  Evidence: z.object({ knowledge, asOf: text, rules: z.array(rule).min(1) }),
  OperationOutcome: outcome,
};

const bundle = { type: 'object', properties: { resourceType: { const: 'Bundle' } }, required: ['resourceType'] };

/** Members that are handed to the core unseen are described in words: what they hold is FHIR's to say. */
const requests = {
  CdsRequest: withMembers(inputSchema(hookRequestSchema), {
    prefetch: {
      type: ['object', 'null'],
      description: 'Key of a prefetch template → resource, Bundle, or null where nothing was found.',
    },
  }),
  Feedback: inputSchema(feedbackSchema),
  AssessmentRequest: withMembers(inputSchema(assessmentRequestSchema), { bundle, draftOrders: bundle }),
};

function withMembers(schema: JsonSchema, members: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...Object(schema['properties']), ...members } };
}

/** `assessment` is the published schema of the assessment, whose own definitions come along. */
export function componentSchemas(assessment: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const components: Record<string, JsonSchema> = { ...requests, ...assessmentSchemas(assessment) };
  for (const [name, schema] of Object.entries(answers)) {
    components[name] = withoutDialect(z.toJSONSchema(schema, { io: 'output' }));
  }
  return components;
}

/** Its `$defs` become components of their own: a reference is looked up in the whole document. */
function assessmentSchemas(assessment: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const text = JSON.stringify(assessment).replaceAll('"#/$defs/', '"#/components/schemas/assessment-');
  const moved = JSON.parse(text) as JsonSchema;
  const components: Record<string, JsonSchema> = { Assessment: withoutDialect(moved) };
  for (const [name, part] of Object.entries(moved['$defs'] ?? {}))
    components[`assessment-${name}`] = part as JsonSchema;
  return components;
}
