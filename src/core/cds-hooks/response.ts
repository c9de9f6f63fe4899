/**
 * What a CDS service answers (CDS Hooks 2.0, within 3.0-ballot). Absent means absent: no member is ever null, empty or
 * undefined outside an embedded FHIR resource (CH-003 … CH-005, CH-007). `buildCard` and `checkResponse` check
 * what types cannot say.
 */
import type { FhirResource } from 'fhir/r4.js';

/** CH-091. */
export type Indicator = 'info' | 'warning' | 'critical';

/** CH-159: code and system always. */
export interface Coding {
  readonly code: string;
  readonly system: string;
  readonly display?: string;
}

/** CH-111: a Coding that is shown to the user. */
export interface DisplayedCoding extends Coding {
  readonly display: string;
}

/** The primary origin of the guidance, not the product that shows it (CH-092, CH-093). */
export interface Source {
  readonly label: string;
  /** Absolute; never about one patient (CH-094, CH-095). */
  readonly url?: string;
  /** Absolute, a PNG of 100 by 100 pixels (CH-096). */
  readonly icon?: string;
  /** Optional in the specification; certification tools ask for it (CH-097). */
  readonly topic?: Coding;
}

/** CH-105 … CH-110. */
export type Action =
  | { readonly type: 'create'; readonly description: string; readonly resource: FhirResource }
  /** The complete resource with its id, never a patch (CH-108). */
  | { readonly type: 'update'; readonly description: string; readonly resource: FhirResource }
  /** `Type/id` (CH-109). */
  | { readonly type: 'delete'; readonly description: string; readonly resourceId: string };

/** One button; all its actions are applied together (CH-100 … CH-103). */
export interface Suggestion {
  readonly label: string;
  /** Bare lower-case UUID (CH-101). */
  readonly uuid: string;
  readonly isRecommended?: boolean;
  readonly actions?: readonly [Action, ...Action[]];
  /** Only for clients known to support it (CH-104). */
  readonly actionSelectionBehavior?: 'all' | 'any' | 'at-most-one';
}

interface LinkBase {
  readonly label: string;
  /** Absolute http(s); of a SMART link the launch URL without `launch` and `iss` (CH-115). */
  readonly url: string;
  /** Only for clients known to support it (CH-117). */
  readonly autolaunchable?: boolean;
}

/** CH-113, CH-114, CH-116. */
export type Link =
  | (LinkBase & { readonly type: 'absolute'; readonly appContext?: never })
  | (LinkBase & { readonly type: 'smart'; readonly appContext?: string });

interface CardBase {
  /** Bare lower-case UUID, unique to this showing: feedback refers to it (CH-087). */
  readonly uuid: string;
  /** One sentence, strictly fewer than 140 characters (CH-088). */
  readonly summary: string;
  /** GitHub-Flavored Markdown without HTML (CH-089, CH-090). */
  readonly detail?: string;
  readonly indicator: Indicator;
  readonly source: Source;
  readonly overrideReasons?: readonly [DisplayedCoding, ...DisplayedCoding[]];
  readonly links?: readonly [Link, ...Link[]];
}

/** CH-098, CH-099: suggestions and selection behaviour come together or not at all. */
type Selection =
  | { readonly suggestions: readonly [Suggestion, ...Suggestion[]]; readonly selectionBehavior: 'at-most-one' | 'any' }
  | { readonly suggestions?: never; readonly selectionBehavior?: never };

export type Card = CardBase & Selection;

/** CH-080 … CH-082: `cards` always, possibly empty; `systemActions` never empty. */
export interface HookResponse {
  readonly cards: readonly Card[];
  readonly systemActions?: readonly [Action, ...Action[]];
}
