/** The one way to make a card: what the types cannot say is checked here, before any client sees it. */
import { checkCard } from './check-card.js';
import type { ResponseFeatures } from './features.js';
import { COMMON_CORE } from './features.js';
import type { Card, Coding, Source } from './response.js';

/** A card whose topic is certain to be there. */
export type CardDraft = Card & { readonly source: Source & { readonly topic: Coding } };

/** Returns the card as given. Throws NonConformant, which names the requirement (CH-nnn) that it would break. */
export function buildCard(card: CardDraft, features: ResponseFeatures = COMMON_CORE): Card {
  checkCard(card, new Set(), features, 'card');
  return card;
}
