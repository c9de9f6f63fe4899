/** What a clinician attested (ruling 4): taper hampered or not, and drugs whose maximum tolerated dose was reached. */
import type { Evidence } from '../assessment.js';
import { listOf, textOf } from '../json.js';
import { formatRange } from '../time.js';
import type { FactContext } from './context.js';
import { carrierOf, countedEntries } from './readings.js';

export interface Attestations {
  readonly taper: { readonly isHampered: boolean; readonly evidence: Evidence } | undefined;
  readonly maximumDoseAgents: ReadonlySet<string>;
}

export function attestationsOf(context: FactContext): Attestations {
  const from = context.asOf - context.parameters.exposure.attestationValidDays.value;
  const [taper] = countedEntries(context, 'taper-hampered-attested', from).flatMap((entry) => {
    const carrier = carrierOf(entry);
    const value = carrier?.value.first(carrier.node);
    if (typeof value !== 'boolean' || !carrier || !entry.on) return [];
    const evidence: Evidence = {
      label: 'Taper hampered (attested)',
      value,
      date: formatRange(entry.on),
      reference: entry.reference,
      path: carrier.value.path,
    };
    return [{ isHampered: value, evidence }];
  });
  const agents = countedEntries(context, 'maximum-tolerated-dose-reached', from).flatMap((entry) => {
    const carrier = carrierOf(entry);
    return (carrier?.value.select(carrier.node) ?? []).flatMap((value) => agentOf(context, value) ?? []);
  });
  return { taper, maximumDoseAgents: new Set(agents) };
}

/** The agent that an answer names, as Coding, CodeableConcept or text. */
function agentOf({ knowledge }: FactContext, value: unknown): string | undefined {
  const concept =
    typeof value === 'string'
      ? { text: value }
      : listOf(value, 'coding').length > 0 || textOf(value, 'text') !== undefined
        ? value
        : { coding: [value] };
  const result = knowledge.medications.recognise(concept);
  return result.kind === 'recognised' ? knowledge.medications.drug(result.recognition.drug)?.agent : undefined;
}
