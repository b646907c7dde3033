import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../../build/catalog.ts';
import {
  auditCsv,
  auditpolLines,
  auditPowerShell,
  auditRows,
} from '../../../../catalog/audit-script.ts';

const files = {
  'audit.csv': auditCsv,
  'auditpol.cmd': auditpolLines,
  'auditpol.ps1': auditPowerShell,
} as const;

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return [...catalog.records.baselines].flatMap(([id, baseline]) => {
    const rows = auditRows(baseline, catalog);
    return Object.entries(files).map(([file, write]) => ({
      params: { id, file },
      props: { text: write(rows) },
    }));
  });
}) satisfies GetStaticPaths;

/** A baseline as a file that Windows reads. */
export const GET: APIRoute = ({ props }) =>
  new Response(props['text'] as string, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
