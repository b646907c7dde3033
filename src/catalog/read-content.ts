import type { z } from 'zod';
import type { Problem } from '../problem.ts';
import { contentFolders, type ContentFolder, type ContentRecords } from './folders.ts';
import { nearest } from './nearest.ts';
import { readYaml, type ContentDocument, type ReadDocument } from './read-yaml.ts';

/** One file below content/, by its path from there: `events/security-auditing/4624.yaml`. */
export interface ContentFile {
  path: string;
  text: string;
}

export interface Content {
  records: ContentRecords;
  /** Document of each record, for the places of later problems: `events/security-auditing/4624`. */
  documents: Map<string, ContentDocument>;
  /** Markdown and MDX beside the facts: path without extension → text. */
  prose: Map<string, { file: string; text: string }>;
  /** Sample events: path → XML. */
  samples: Map<string, string>;
  /** Logs of the scenarios: id → XML. */
  logs: Map<string, string>;
  problems: Problem[];
}

/**
 * Reads the files of content/ into records. Never throws: whatever is wrong is in `problems`, and
 * the records are those that are right.
 */
export function readContent(files: Iterable<ContentFile>): Content {
  const records = Object.fromEntries(
    Object.keys(contentFolders).map((folder) => [folder, new Map()]),
  ) as unknown as ContentRecords;
  const content: Content = {
    records,
    documents: new Map(),
    prose: new Map(),
    samples: new Map(),
    logs: new Map(),
    problems: [],
  };
  for (const { path, text } of files) {
    const folder = path.slice(0, path.indexOf('/'));
    const extension = path.slice(path.lastIndexOf('.') + 1);
    if (folder === 'samples' && extension === 'xml') {
      content.samples.set(path.slice('samples/'.length), text);
    } else if (folder === 'scenarios' && extension === 'xml') {
      content.logs.set(path.slice('scenarios/'.length, path.lastIndexOf('/')), text);
    } else if (extension === 'md' || extension === 'mdx') {
      content.prose.set(stemOf(path), { file: `content/${path}`, text });
    } else if (extension === 'yaml' && folder in contentFolders) {
      const problem = misplaced(folder, path);
      if (problem) content.problems.push(problem);
      else readRecord(content, folder as ContentFolder, path, text);
    } else if (extension === 'yaml') {
      content.problems.push({
        code: 'unknown-folder',
        place: { file: `content/${path}`, line: 1, column: 1 },
        message: `No kind of content lives in "content/${folder}".`,
        hint: `The folders are ${Object.keys(contentFolders).join(', ')}.`,
      });
    } else {
      content.problems.push({
        code: 'unread-file',
        place: { file: `content/${path}`, line: 1, column: 1 },
        message: 'No content is read from this file.',
        hint: 'Facts end in .yaml, prose in .md or .mdx; samples and the logs of scenarios are .xml files in their folders.',
      });
    }
  }
  return content;
}

/** A file of facts that is too high or too deep among the folders. */
function misplaced(folder: string, path: string): Problem | undefined {
  const deep = stemOf(path).split('/').length;
  if (deep === (folder === 'events' ? 3 : 2)) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    code: 'wrong-folder',
    place: { file: `content/${path}`, line: 1, column: 1 },
    message: `The file does not stand where ${folder} do.`,
    hint: `Move it to content/${folder}/${folder === 'events' ? '<provider>/' : ''}${name}.`,
  };
}

/** Path without extension; a file called index stands for its folder. */
export function stemOf(path: string): string {
  return path.replace(/(?:\/index)?\.[a-z]+$/, '');
}

function readRecord(content: Content, folder: ContentFolder, path: string, text: string): void {
  // Only the places are needed later: what was read would fill the memory a second time.
  const { value, ...document } = readYaml(`content/${path}`, text);
  const id = stemOf(path).slice(folder.length + 1);
  content.problems.push(...document.problems);
  content.documents.set(`${folder}/${id}`, document);
  if (value === undefined || value === null) {
    if (document.problems.length === 0) {
      content.problems.push({
        code: 'empty-file',
        place: { file: `content/${path}`, line: 1, column: 1 },
        message: 'The file holds nothing.',
        hint: 'Write keys and values, or remove it.',
      });
    }
    return;
  }
  const schema: z.ZodType = contentFolders[folder];
  const result = schema.safeParse(value);
  if (result.success) {
    (content.records[folder] as Map<string, unknown>).set(id, result.data);
  } else {
    for (const issue of result.error.issues)
      content.problems.push(...problemsOf(issue, { value, ...document }, schema));
  }
}

function problemsOf(issue: z.core.$ZodIssue, document: ReadDocument, schema: z.ZodType): Problem[] {
  const path = issue.path as (string | number)[];
  const place = document.placeOf(path);
  if (issue.code === 'unrecognized_keys') {
    const known = shapeKeys(schema, path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      return {
        code: 'unknown-key',
        place: document.placeOf([...path, key], 'key'),
        message: `No key is called "${key}" here.`,
        hint: near ? `Did you mean ${near}?` : `The keys are ${known.join(', ')}.`,
      };
    });
  }
  if (issue.code === 'invalid_union') {
    const meant = likeliest(issue.errors);
    if (meant) {
      return meant.flatMap((one) =>
        problemsOf({ ...one, path: [...path, ...one.path] } as z.core.$ZodIssue, document, schema),
      );
    }
  }
  const at = path.join('.') || 'the file';
  const found = valueAt(document.value, path);
  if (found === undefined) {
    return [
      {
        code: 'missing-key',
        place: document.placeOf(path.slice(0, -1)),
        message: `The key "${path.at(-1)}" is missing.`,
        hint: `Add ${path.at(-1)}: …`,
      },
    ];
  }
  return [
    {
      code: 'wrong-value',
      place,
      message: `${typeof found === 'string' ? `"${found}"` : 'This'} is not right for ${at}.`,
      hint: sentence(hintOf(issue)),
    },
  ];
}

/** Of the ways in which a value may be written, what is wrong with the one that was meant: one of the kind that was found. */
function likeliest(ways: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const ofKind = ways.filter(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  const withinIt = (issues: z.core.$ZodIssue[]) =>
    issues.every(({ code, path }) => code === 'unrecognized_keys' || path.length > 0);
  return ofKind.find(withinIt) ?? ofKind[0];
}

function hintOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid'))
    return `write one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type') {
    const words: Record<string, string> = {
      string: 'write one text',
      array: 'write a list, one item a line behind "- "',
      object: 'write keys and values',
      record: 'write keys and values',
    };
    return words[issue.expected] ?? `write a ${issue.expected}`;
  }
  if (issue.code === 'invalid_union') return 'write one text, or the keys that belong here';
  return issue.message;
}

function sentence(text: string): string {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(upper) ? upper : `${upper}.`;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (at as Record<string, unknown> | undefined)?.[step],
    value,
  );
}

/** Keys that a strict object allows at a path, as far as the schema can be followed. */
function shapeKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let at: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    // An item of a list is what the list is unwrapped to.
    if (typeof step === 'number') continue;
    const def = unwrap(at)?._zod.def as unknown as Record<string, unknown> | undefined;
    const shape = def?.['shape'] as Record<string, z.core.$ZodType> | undefined;
    at = shape?.[step] ?? (def?.['valueType'] as z.core.$ZodType | undefined);
  }
  const shape = (unwrap(at)?._zod.def as unknown as { shape?: object } | undefined)?.shape;
  return shape ? Object.keys(shape) : [];
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let at = schema;
  for (let depth = 0; at && depth < 8; depth += 1) {
    const def = at._zod.def as unknown as {
      innerType?: z.core.$ZodType;
      in?: z.core.$ZodType;
      options?: z.core.$ZodType[];
      element?: z.core.$ZodType;
    };
    const object = def.options?.map(unwrap).find((option) => option?._zod.def.type === 'object');
    const inner = def.innerType ?? def.in ?? object ?? def.element;
    if (!inner || at._zod.def.type === 'object' || at._zod.def.type === 'record') break;
    at = inner;
  }
  return at;
}
