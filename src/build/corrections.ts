import type { EventEntry } from '../catalog/build.ts';

/** Corrections that an event's page shows where not all of them have room on it. */
export const SHOWN_CORRECTIONS = 2;

/** Whether the corrections of an event have a page of their own, so that its own page stays light. */
export const manyCorrections = ({ facts }: EventEntry) => (facts.corrections?.length ?? 0) > 4;
