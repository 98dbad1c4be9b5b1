// Runs one case of the fault matrix through the real delivery, client, sockets and ledger, and returns what is wrong with its end.
import type { Sender } from '../../src/delivery/sender.ts';
import { openClient } from '../../src/insider/client.ts';
import { makeWorld, type World } from '../support/delivery-world.ts';
import { startFaultServer, type Fault, type FaultServer } from '../support/fault-server.ts';
import { jumpingClock, nextTurn } from '../support/jumping-clock.ts';
import { payloadsTo } from '../support/payloads.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { postgresWorld } from '../support/postgres-world.ts';
import { judgeCase, type CaseVerdict } from './fault-case-verdict.ts';
import type { FaultKind, Standing } from './fault-kind.ts';
import { localFaultPorts, namesOf, type LocalFaultPorts } from './local-fault-ports.ts';
import { realClock } from '../support/real-clock.ts';

export interface FaultCase {
  readonly kind: FaultKind;
  readonly place: 'first' | 'middle' | 'last';
  readonly concurrency: 1 | 8;
  /** Whether the server sends in cases in which its answer does not tell, or in which it gives none. */
  readonly isSentInDoubt: boolean;
}

/** Enough for a first, a middle and a last request, and for eight at a time. */
const planned = { 1: 50, 8: 210 } as const;

/**
 * Milliseconds. The short timeouts are only for the request that is struck by silence. The others are long, so that a slow machine
 * causes no additional fault.
 */
const shortPatience = { connect: 1_500, headers: 1_500, body: 1_500, total: 3_000 };
const longPatience = { connect: 20_000, headers: 20_000, body: 20_000, total: 25_000 };

/** The ledger is in a file, or in a schema of its own on the PostgreSQL server if one is given. */
export async function runFaultCase(given: FaultCase, postgres?: PostgresServer): Promise<CaseVerdict> {
  const { kind, concurrency } = given;
  const size = planned[concurrency];
  const target = `u${{ first: 0, middle: Math.floor(size / 2), last: size - 1 }[given.place]}`;
  const clock = jumpingClock();
  await using server = await startFaultServer(
    kind.road ?? 'plain',
    kind.fault.at === 'request' || kind.fault.at === 'process',
  );
  await using shared = postgres && (await postgresWorld(postgres, clock));
  await using world = await makeWorld({
    campaigns: [{ payloads: payloadsTo(size), async: kind.isAsync === true }],
    clock,
    requestsPerMinute: 600,
    ...(shared && { open: (terms) => shared.open(terms) }),
  });
  const second = new AbortController();
  const fault = kind.fault.at === 'process' ? kind.fault : undefined;
  const ports = localFaultPorts(world.ledger, fault, target, { clock, abort: () => second.abort() });
  const sent: (readonly string[])[] = [];
  const { endpoint, env } = server;
  const options = { endpoint, apiKey: 'test-key', userAgent: 'pushplan/test', env, clock: realClock };
  await using client = openClient({ ...options, timeouts: longPatience });
  await using impatient = openClient({ ...options, timeouts: shortPatience });
  const asked = { given, target, server, ports, sent, impatient };
  const isFinished = await deliverOnce(world, watch(client, asked), ports, concurrency, second.signal);
  const longestWait = Math.max(0, ...clock.slept);
  const before = await standingsIn(world, size);
  if (!isFinished) await goOn(world, client, concurrency);
  const after = await standingsIn(world, size);
  const struck = new Set(kind.fault.at === 'process' ? ports.struck : requestsOf(server.struck, sent));
  return judgeCase(given, {
    target,
    isFinished,
    isStruck: kind.fault.at === 'process' ? ports.struck.size > 0 : server.strikes() > 0,
    longestWait,
    before,
    after,
    struck,
    sent,
    delivered: server.delivered,
    totals: await world.totals(),
  });
}

interface Asked {
  readonly given: FaultCase;
  readonly target: string;
  readonly server: FaultServer;
  readonly ports: LocalFaultPorts;
  readonly sent: (readonly string[])[];
  readonly impatient: Sender;
}

/** Arms the fault when the target's request leaves for the first time. */
function watch(client: Sender, { given, target, server, ports, sent, impatient }: Asked): Sender {
  const { kind } = given;
  let isArmed = false;
  return {
    ...client,
    async send(request, signal) {
      const names = namesOf(request.notifications);
      sent.push(names);
      if (kind.isQuiet === true && server.strikes() > 0) await noticeSockets();
      const fault = wireFaultOf(kind);
      let sender = client;
      if (!isArmed && names.includes(target) && fault !== undefined) {
        isArmed = true;
        if (kind.isSilent === true) sender = impatient;
        const delivers = (some: readonly string[]) => some.filter((name) => isDelivered(given, name, target));
        server.arm({ fault, target, isLasting: kind.isLasting === true, delivers });
      }
      ports.reach('before send', names);
      const answer = sender.send(request, signal);
      if (kind.fault.at === 'process' && kind.fault.when === 'under way' && names.includes(target)) {
        while (server.strikes() === 0) await nextTurn();
        ports.reach('under way', names);
      }
      return answer;
    },
  };
}

/** The request stays under way until the process acts. */
function wireFaultOf({ fault }: FaultKind): Fault | undefined {
  if (fault.at !== 'process') return fault;
  return fault.when === 'under way' ? { at: 'request', act: () => undefined } : undefined;
}

function isDelivered({ kind, isSentInDoubt }: FaultCase, name: string, target: string): boolean {
  switch (kind.class) {
    case 'D':
      return isSentInDoubt;
    case 'N or D':
      return true;
    case 'S': {
      const standing = kind.standing?.(name, target, 0) ?? 'accepted';
      return standing === 'accepted' || (standing === 'in_doubt' && isSentInDoubt);
    }
    case 'N':
    case 'R':
    case 'F':
    case 'stop':
      return false;
  }
}

async function noticeSockets(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
}

/** Returns whether the run finished. A failing disk may throw. */
async function deliverOnce(
  world: World,
  sender: Sender,
  { ledger, report }: LocalFaultPorts,
  concurrency: number,
  abort: AbortSignal,
): Promise<boolean> {
  try {
    const end = await world.deliver(sender, { ledger, report, concurrency, abort });
    return end.kind === 'finished';
  } catch {
    return false;
  }
}

/** Does what `resume` does, after the problem has been fixed. */
async function goOn(world: World, client: Sender, concurrency: number): Promise<void> {
  await world.ledger.adoptRun(world.run.id, { host: 'test', pid: process.pid });
  await world.deliver(client, { concurrency });
}

async function standingsIn({ ledger, run }: World, size: number): Promise<ReadonlyMap<string, Standing>> {
  const keys = Array.from({ length: size }, (_, index) => `v1:0:${index}`);
  const known = await ledger.lookup(run.campaigns[0]?.id ?? '', keys);
  return new Map(known.map(({ kind }, index) => [`u${index}`, kind]));
}

/** Returns the whole requests in which these people were sent first. */
function requestsOf(names: ReadonlySet<string>, sent: readonly (readonly string[])[]): readonly string[] {
  return [...names].flatMap((name) => sent.find((request) => request.includes(name)) ?? []);
}
