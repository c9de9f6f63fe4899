/** The envelope of a CDS Hooks call: checked here once, trusted afterwards. Unknown members are ignored anywhere (CH-051). */
import { z } from 'zod';
import type { FhirAuthorization } from '../../core/cds-hooks/index.js';
import { isObject, member, textOf } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { RequestProblem } from './problems.js';

const fhirId = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/, 'must be a bare FHIR id');
const text = z.string().min(1, 'must not be empty');

/** CH-071. */
const authorization = z.object({
  access_token: text,
  token_type: z.string().regex(/^bearer$/i, 'must be Bearer'),
  expires_in: z.int().nonnegative(),
  scope: text,
  subject: text,
  patient: fhirId.nullish(),
});

export const hookRequestSchema = z.object({
  hook: text,
  /** CH-048: not required to be a UUID; test tools send other strings. */
  hookInstance: text,
  context: z.object({
    patientId: fhirId,
    userId: z.string().regex(/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/, 'must be a reference written Type/id'),
    encounterId: fhirId.nullish(),
    selections: z.array(text).nullish(),
  }),
  fhirServer: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).nullish(),
  fhirAuthorization: authorization.nullish(),
});

export interface HookRequest {
  readonly hook: string;
  readonly hookInstance: string;
  readonly patientId: string;
  /** `Type/id` */
  readonly userId: string;
  readonly encounterId: string | undefined;
  /** Of order-select. */
  readonly selections: readonly string[] | undefined;
  /** Of the order hooks; as received, never walked here. */
  readonly draftOrders: unknown;
  readonly fhirServer: string | undefined;
  /** Holds the token: handed to what fetches and to nothing else (CH-070). */
  readonly fhirAuthorization: FhirAuthorization | undefined;
  /** As received, never walked here: an absent or null prefetch is an empty one. */
  readonly prefetch: JsonObject;
}

const NO_PREFETCH: JsonObject = {};

/** `requireHttps`: production data flow over https only (CH-050). Throws a RequestProblem of status 400. */
export function parseHookRequest(body: JsonObject, requireHttps: boolean): HookRequest {
  const parsed = hookRequestSchema.safeParse(body);
  if (!parsed.success) throw new RequestProblem('invalid-hook-request', faultsOf(parsed.error));
  const { hook, hookInstance, context, fhirServer, fhirAuthorization } = parsed.data;
  if (fhirAuthorization && !fhirServer) throw new RequestProblem('server-missing');
  if (requireHttps && fhirServer?.toLowerCase().startsWith('http:')) throw new RequestProblem('insecure-fhir-server');
  if (fhirAuthorization?.patient && fhirAuthorization.patient !== context.patientId) {
    throw new RequestProblem('invalid-hook-request', 'fhirAuthorization.patient: must be context.patientId');
  }
  const prefetch = Object.hasOwn(body, 'prefetch') ? (body['prefetch'] ?? NO_PREFETCH) : NO_PREFETCH;
  if (!isObject(prefetch)) throw new RequestProblem('invalid-hook-request', 'prefetch: must be an object');
  const draftOrders = member(body['context'], 'draftOrders');
  return {
    hook,
    hookInstance,
    patientId: context.patientId,
    userId: context.userId,
    encounterId: context.encounterId ?? undefined,
    selections: context.selections ?? undefined,
    draftOrders,
    fhirServer: fhirServer ?? undefined,
    fhirAuthorization: authorizationOf(fhirAuthorization),
    prefetch,
  };
}

function authorizationOf(received: z.infer<typeof authorization> | null | undefined): FhirAuthorization | undefined {
  if (!received) return undefined;
  const { patient, ...others } = received;
  return { ...others, token_type: 'Bearer', ...(patient ? { patient } : {}) };
}

/** What each hook has in its context besides patient and user (conformance page 2.3). */
const REQUIRED_CONTEXT: Readonly<Record<string, readonly ('selections' | 'draftOrders' | 'encounterId')[]>> = {
  'order-select': ['selections', 'draftOrders'],
  'order-sign': ['draftOrders'],
  'encounter-start': ['encounterId'],
};

/** Throws a RequestProblem of status 400. Asked once it is clear that the service answers this hook at all. */
export function requireContext({ hook, selections, draftOrders, encounterId }: HookRequest): void {
  const context: Readonly<Record<string, unknown>> = { selections, draftOrders, encounterId };
  const required = Object.hasOwn(REQUIRED_CONTEXT, hook) ? (REQUIRED_CONTEXT[hook] ?? []) : [];
  const absent = required.filter((name) => context[name] === undefined || context[name] === null);
  const faults = absent.map((name) => `context.${name}: is required by ${hook}`);
  const isBundle = textOf(draftOrders, 'resourceType') === 'Bundle';
  if (required.includes('draftOrders') && !absent.includes('draftOrders') && !isBundle)
    faults.push('context.draftOrders: must be a Bundle');
  if (faults.length > 0) throw new RequestProblem('invalid-hook-request', faults.join('; '));
}

/** `context.patientId: must be a bare FHIR id; …`: paths and messages of the schema, which hold nothing of the input. */
export function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
