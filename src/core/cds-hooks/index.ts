/** Typed CDS Hooks: a module that stands alone and needs nothing but the FHIR types. */
export { buildCard } from './card-builder.js';
export type { CardDraft } from './card-builder.js';
export type { DiscoveryResponse, ServiceEntry } from './discovery.js';
export type { Feedback, FeedbackReason, FeedbackRequest, OverrideReason } from './feedback.js';
export { escapeMarkdown, plainLine } from './markdown.js';
export { lintPrefetch } from './prefetch-template.js';
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
