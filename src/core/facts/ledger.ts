/** What was seen and not used, and what was used with doubt: collected while facts are read, shown on every card. */
import type { NotUsed } from '../assessment.js';

export class Ledger {
  readonly #notUsed = new Map<string, NotUsed>();
  readonly #notes = new Set<string>();

  constructor(notUsed: readonly NotUsed[] = []) {
    for (const one of notUsed) this.refuse(one.reference, one.reason);
  }

  /** Invariant I-2: a datum that was set aside. */
  refuse(reference: string, reason: string): void {
    this.#notUsed.set(`${reference} ${reason}`, { reference, reason });
  }

  /** A doubt that the reader of a card must see. */
  note(text: string): void {
    this.#notes.add(text);
  }

  get notUsed(): readonly NotUsed[] {
    return [...this.#notUsed.values()].toSorted(byReference);
  }

  get notes(): readonly string[] {
    return [...this.#notes].toSorted();
  }
}

function byReference(a: NotUsed, b: NotUsed): number {
  if (a.reference !== b.reference) return a.reference < b.reference ? -1 : 1;
  return a.reason < b.reason ? -1 : 1;
}
