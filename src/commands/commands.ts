// The verbs, in the order in which one meets them.
import { applyCommand } from './apply.ts';
import { ciCommand } from './ci.ts';
import type { Command } from './command.ts';
import { initCommand } from './init.ts';
import { pauseCommand } from './pause.ts';
import { ledgerCommand } from './ledger.ts';
import { planCommand } from './plan.ts';
import { renderCommand } from './render.ts';
import { resolveCommand } from './resolve.ts';
import { resumeCommand } from './resume.ts';
import { sandboxCommand } from './sandbox.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';
import { validateCommand } from './validate.ts';
import { workerCommand } from './worker.ts';

export const commands: readonly Command[] = [
  initCommand,
  validateCommand,
  renderCommand,
  planCommand,
  applyCommand,
  statusCommand,
  pauseCommand,
  stopCommand,
  resumeCommand,
  resolveCommand,
  ledgerCommand,
  workerCommand,
  sandboxCommand,
  ciCommand,
];
