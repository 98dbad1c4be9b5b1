// workspace_id: by it the ledger tells whose a campaign is, so that two workspaces never take each other's people for their own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDiagnostics } from '../support/findings.ts';
