/** Which cards this process has shown of late: what tells feedback on them from feedback on anything else (CH-127). */

const MOST = 20_000;

export interface RecentCards {
  readonly shown: (uuid: string, topic: string) => void;
  readonly topicOf: (uuid: string) => string | undefined;
}

export function recentCards(most = MOST): RecentCards {
  const topics = new Map<string, string>();
  return {
    shown(uuid, topic) {
      topics.set(uuid, topic);
      const [oldest] = topics.size > most ? topics.keys() : [];
      if (oldest !== undefined) topics.delete(oldest);
    },
    topicOf: (uuid) => topics.get(uuid.toLowerCase()),
  };
}
