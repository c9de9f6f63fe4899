/** What is shown, to whom, and for which day. */
import { z } from 'zod';
import { flag, insecureAddresses, webAddress } from './kinds.js';
import { concept, isProduction } from './setting.js';

const SCOPES = ['myositis', 'all-rituximab'] as const;

export interface AnswersConfig {
  readonly showNotRefractory: boolean;
  readonly safetyScope: (typeof SCOPES)[number];
  readonly smartAppUrl: string | undefined;
  readonly allowEvaluationDate: boolean;
}

export const answers = concept({
  title: 'Answers',
  settings: {
    SHOW_NOT_REFRACTORY: {
      schema: flag.default(false),
      meaning: 'also show why a disease does not count as refractory',
      initially: '`false`',
      allowed: '`true`, `false`',
    },
    SAFETY_SCOPE: {
      schema: z.enum(SCOPES, 'must be myositis or all-rituximab').default('myositis'),
      meaning: 'whose orders and infusions are checked: those of patients with myositis, or all of rituximab',
      initially: '`myositis`',
      allowed: '`myositis`, `all-rituximab`',
    },
    SMART_APP_URL: {
      schema: webAddress.optional(),
      meaning: 'adds the link "Show the evidence" to the cards',
      initially: 'none: no link',
      allowed: 'an http or https address',
      production: 'https',
    },
    ALLOW_EVALUATION_DATE: {
      schema: flag.optional(),
      meaning: 'honour the header `Evaluation-Date`, which sets the day a call is judged for',
      initially: '`true`, in production `false`',
      allowed: '`true`, `false`',
      production: '`false`',
    },
  },
  faults: (env) => [
    ...(isProduction(env) && env['ALLOW_EVALUATION_DATE'] === 'true'
      ? ['ALLOW_EVALUATION_DATE must not be true in production']
      : []),
    ...insecureAddresses(env, ['SMART_APP_URL']),
  ],
  configOf: (values, production): AnswersConfig => ({
    showNotRefractory: values.SHOW_NOT_REFRACTORY,
    safetyScope: values.SAFETY_SCOPE,
    smartAppUrl: values.SMART_APP_URL,
    allowEvaluationDate: values.ALLOW_EVALUATION_DATE ?? !production,
  }),
});
