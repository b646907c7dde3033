import { jsonSamples } from './samples/json.ts';
import { lineSamples } from './samples/lines.ts';
import { flatXml, type DecodeSample } from './samples/sample.ts';
import { tableSamples } from './samples/tables.ts';
import { textSamples } from './samples/text.ts';

const xmlSamples: readonly DecodeSample[] = [
  { id: 'xml', title: 'Event Viewer, XML view', write: ({ xml }) => xml },
  { id: 'xml-line', title: 'wevtutil, Splunk XmlWinEventLog', write: ({ raw }) => flatXml(raw) },
];

/** Samples of every supported format, by kind; in each kind by how often people paste it. */
export const decodeSampleGroups: readonly { title: string; samples: readonly DecodeSample[] }[] = [
  { title: 'Text', samples: textSamples },
  { title: 'XML', samples: xmlSamples },
  { title: 'JSON', samples: jsonSamples },
  { title: 'Tables', samples: tableSamples },
  { title: 'Lines', samples: lineSamples },
];

export const decodeSamples: readonly DecodeSample[] = decodeSampleGroups.flatMap(
  ({ samples }) => samples,
);
