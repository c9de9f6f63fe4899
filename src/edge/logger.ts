/** The log: one JSON object a line, without host or process, which whoever runs the service adds. */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
