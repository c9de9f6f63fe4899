/** Typed CDS Hooks: a module that stands alone and needs nothing but the FHIR types. */
export { buildCard } from './card-builder.js';
export type { CardDraft } from './card-builder.js';
export { checkResponse } from './check-response.js';
export type { DiscoveryResponse, ServiceEntry } from './discovery.js';
export { COMMON_CORE } from './features.js';
export type { ResponseFeatures } from './features.js';
export type { Feedback, FeedbackReason, FeedbackRequest, OverrideReason } from './feedback.js';
export { HOOKS, hookDefinition } from './hooks.js';
export { lintDiscovery } from './lint-discovery.js';
export { escapeMarkdown, plainLine } from './markdown.js';
export { lintPrefetch } from './prefetch-template.js';
export { NonConformant } from './rejection.js';
export type { Contexts, FhirAuthorization, Hook, HookRequest } from './request.js';
export type {
  Action,
  Card,
  Coding,
  DisplayedCoding,
  HookResponse,
  Indicator,
  Link,
  Source,
  Suggestion,
} from './response.js';
export { asOneSentence, isOneSentence, SUMMARY_LIMIT } from './summary.js';
