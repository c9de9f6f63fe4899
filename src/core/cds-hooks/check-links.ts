/** Links of a card (CH-113 … CH-117, cds-resp-3). */
import type { ResponseFeatures } from './features.js';
import { isRecord, reject, requireBoolean, requireOnly, requireText, requireWebAddress } from './rejection.js';

const LINK_MEMBERS = ['label', 'url', 'type', 'appContext', 'autolaunchable'];

export function checkLinks(links: unknown, features: ResponseFeatures, path: string): void {
  if (links === undefined) return;
  if (!Array.isArray(links)) reject('CH-113', `${path} must be a list`);
  links.forEach((link: unknown, index) => {
    checkLink(link, features, `${path}[${index}]`);
  });
}

function checkLink(link: unknown, features: ResponseFeatures, path: string): void {
  if (!isRecord(link)) reject('CH-113', `${path} must be an object`);
  requireOnly(link, LINK_MEMBERS, path);
  requireText(link['label'], 'CH-113', `${path}.label`);
  requireWebAddress(link['url'], 'CH-115', `${path}.url`);
  const { type, appContext, autolaunchable } = link;
  if (type !== 'absolute' && type !== 'smart') reject('CH-114', `${path}.type must be absolute or smart`);
  if (appContext !== undefined && (type !== 'smart' || typeof appContext !== 'string')) {
    reject('CH-116', `${path}.appContext must be a text on a smart link`);
  }
  requireBoolean(autolaunchable, 'CH-117', `${path}.autolaunchable`);
  if (autolaunchable !== undefined && features.autolaunchable !== true) {
    reject('CH-117', `${path}.autolaunchable is not known to be understood`);
  }
}
