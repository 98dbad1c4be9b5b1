// Formats runs as the JSON documents of schema/run.schema.json.
import type { RunDocument } from '../generated/run.ts';
import { safeJson } from './safe.ts';

export function formatRunJson(document: RunDocument): string {
  return safeJson(document);
}
