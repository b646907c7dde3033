/** The part of saxen that the XML reader uses; the package carries no types. */
declare module 'saxen' {
  type Decode = (text: string) => string;

  export class Parser {
    constructor(options?: { proxy?: boolean });
    on(
      event: 'openTag',
      listener: (name: string, attributes: () => Record<string, string>, decode: Decode) => void,
    ): this;
    on(event: 'closeTag', listener: (name: string) => void): this;
    on(event: 'text', listener: (text: string, decode: Decode) => void): this;
    on(event: 'cdata', listener: (text: string) => void): this;
    on(
      event: 'error' | 'warn',
      listener: (error: Error, context: () => { line: number; column: number }) => void,
    ): this;
    parse(text: string): this;
  }
}
