/**
 * What a client is known to understand beyond the common core of CDS Hooks 2.0 and 3.0. Nothing, unless it was agreed: what
 * is not common is not sent (CH-104, CH-117, CH-119).
 */
export interface ResponseFeatures {
  readonly actionSelectionBehavior?: boolean;
  readonly autolaunchable?: boolean;
  readonly systemActions?: boolean;
}

export const COMMON_CORE: ResponseFeatures = {};
