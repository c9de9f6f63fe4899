/** What `GET {base}/cds-services` answers (CH-011 … CH-025). */

export interface ServiceEntry {
  readonly hook: string;
  /** The service answers at `{base}/cds-services/{id}` (CH-015). */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Key → template; left out when there is none (CH-018). */
  readonly prefetch?: Readonly<Record<string, string>>;
  readonly usageRequirements?: string;
  /** Version of CDS Hooks that is implemented (CH-020). */
  readonly version?: string;
  /** Version of the published hook definition (CH-021). */
  readonly hookVersion?: string;
}

export interface DiscoveryResponse {
  /** May be empty (CH-013). */
  readonly services: readonly ServiceEntry[];
}
