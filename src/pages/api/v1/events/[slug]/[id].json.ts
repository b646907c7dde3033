import type { APIRoute } from 'astro';
import { eventPaths } from '../../../../../build/event-paths.ts';
import type { EventEntry } from '../../../../../catalog/build.ts';
import { eventRecord } from '../../../../../catalog/records.ts';

export const getStaticPaths = () => eventPaths();

/** One event as JSON. */
export const GET: APIRoute = ({ props }) =>
  Response.json(eventRecord(props['event'] as EventEntry));
