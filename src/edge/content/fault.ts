/** Faults of content files, all reported at once as `file:line: what is wrong`. */

export interface ContentFault {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export class ContentError extends Error {
  readonly faults: readonly ContentFault[];

  constructor(faults: readonly ContentFault[]) {
    super(faults.map(({ file, line, text }) => `${file}:${line}: ${text}`).join('\n'));
    this.name = 'ContentError';
    this.faults = faults;
  }
}
