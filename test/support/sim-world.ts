// The vendor of a simulated world: it accepts requests or fails, and knows who received what, whatever it answers.
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Answer, Sender, SendRequest } from '../../src/delivery/sender.ts';
import { errorAt } from '../../src/diagnostic.ts';
import type { SimProcess } from './sim-process.ts';
import type { Chance } from './sim-random.ts';
import type { SimTime } from './sim-time.ts';
import { payloadsOf } from './payloads.ts';

/** What happens to a request. "After" is after everybody in it was sent to; "before" means that nobody is. */
type Course =
  | 'served'
  | 'unsent'
  | 'throttled'
  | 'shut_out'
  | 'foreign'
  | 'unclear_before'
  | 'unclear_after'
  | 'silent_before'
  | 'silent_after'
  | 'lost_on_the_way'
  | 'half_told';

export type Weather = Readonly<Record<Course, number>>;

/** One notification that somebody received. */
export interface Delivered {
  readonly campId: number;
  readonly uuid: string;
  readonly payload: string;
  readonly at: number;
}

interface Pushed {
  readonly campId: number;
  readonly uuid: string;
  readonly mail: string;
  readonly title: string;
  readonly message: string;
}

/** A defect for the judge to find: false reports of acceptance, double sends, requests that arrive twice, or rules that nobody applies. */
export type Flaw = 'false_accepted' | 'copies' | 'bursts' | 'unruled';

export interface WorldOptions {
  readonly time: SimTime;
  readonly chance: Chance;
  /** Milliseconds after which the sender gives up. */
  readonly requestTimeout: number;
  /** The longest time for a request to arrive. The answer takes at most as long. */
  readonly slowest: number;
  readonly trace: (line: string) => void;
  readonly flaw: Flaw | undefined;
}

export class SimWorld {
  /** Virtual time of every request that arrived, in order. */
  readonly arrivals: number[] = [];
  readonly delivered: Delivered[] = [];
  /** Called for each delivered notification. */
  onDelivered: (payload: string) => void = nothing;
  weather: Weather;
  readonly #options: WorldOptions;

  constructor(options: WorldOptions, weather: Weather) {
    this.#options = options;
    this.weather = weather;
  }

  /** The connection of one process. It breaks when the process dies; requests under way then arrive or not. */
  sender(process: SimProcess): Sender {
    return {
      send: (request, signal) => this.#send(process, request, signal),
      [Symbol.asyncDispose]: async () => undefined,
    };
  }

  async #send(process: SimProcess, request: SendRequest, signal: AbortSignal): Promise<Answer> {
    const { chance, requestTimeout, slowest } = this.#options;
    const course = chance.weigh(this.weather);
    const there = chance.spread(3, slowest);
    const back = chance.spread(2, slowest);
    const { promise, resolve } = Promise.withResolvers<Answer>();
    if (course === 'unsent') {
      process.after(there, () => resolve({ kind: 'unsent', error: 'ECONNREFUSED' }));
      return promise;
    }
    const arrival = { answer: undefined as Answer | undefined };
    const isOnTheWay = course !== 'lost_on_the_way' && there < requestTimeout;
    const cancel = isOnTheWay
      ? this.#arriveLater(there, () => (arrival.answer = this.#serve(request, course)))
      : nothing;
    process.onDeath(() => {
      if (arrival.answer === undefined && chance.hits(0.5)) cancel();
    });
    const giveUp = (error: string): void => {
      cancel();
      resolve({ kind: 'unclear', status: null, error });
    };
    const isSilent = course === 'silent_before' || course === 'silent_after' || !isOnTheWay;
    const end = isSilent || there + back > requestTimeout ? requestTimeout : there + back;
    process.after(end, () => {
      if (end < requestTimeout && arrival.answer !== undefined) resolve(arrival.answer);
      else giveUp('UND_ERR_HEADERS_TIMEOUT');
    });
    const abort = (): void => giveUp('UND_ERR_ABORTED');
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return promise;
  }

  #arriveLater(there: number, serve: () => void): () => void {
    const { time, flaw } = this.#options;
    return time.at(time.now + there, () => {
      this.arrivals.push(time.now);
      if (flaw === 'bursts') this.arrivals.push(time.now);
      serve();
    });
  }

  #serve(request: SendRequest, course: Course): Answer {
    const answer = this.#answer(request, course);
    this.#options.trace(`arrived ${request.notifications.length} ${course} ${answer.kind}`);
    return answer;
  }

  #answer(request: SendRequest, course: Course): Answer {
    const { chance } = this.#options;
    switch (course) {
      case 'throttled':
        return { kind: 'throttled', status: 429, retryAfter: chance.pick(null, null, 1_000, 20_000, 36_000_000) };
      case 'shut_out':
        return {
          kind: 'shut_out',
          status: 401,
          diagnostic: errorAt(undefined, 'PP401', 'The key is wrong.', 'Mend it.'),
        };
      case 'foreign':
        return { kind: 'foreign', status: 400, code: 'http_400', excerpt: 'Bad Request' };
      case 'unclear_before':
      case 'silent_before':
        return unclear(chance.pick(500, 503, null));
      default:
        return this.#take(request, course);
    }
  }

  #take(request: SendRequest, course: Course): Answer {
    const payloads = payloadsOf(request);
    const pushed = payloads.map(readPushed);
    // In some weathers, a middlebox rejects certain recipients, whatever else is in the request.
    if (this.weather.foreign > 0 && pushed.some(({ uuid }) => uuid.endsWith('3'))) {
      return { kind: 'foreign', status: 413, code: 'http_413', excerpt: '' };
    }
    if (pushed.some(({ title }) => title.startsWith('bad'))) {
      return { kind: 'unacceptable', status: 400, code: 'invalid_title', message: 'the title is bad' };
    }
    const outcomes = pushed.map((one, index) => this.#push(one, payloads[index] ?? ''));
    if (course === 'unclear_after' || course === 'silent_after')
      return unclear(this.#options.chance.pick(500, 503, null));
    const told = outcomes.map((outcome) =>
      course === 'half_told' && this.#options.chance.hits(0.3) ? doubtful : outcome,
    );
    return {
      kind: 'settled',
      status: request.terms.async ? 202 : 200,
      outcomes: told,
      attributes: told.map(() => null),
    };
  }

  #push({ campId, uuid }: Pushed, payload: string): Outcome {
    if (uuid.endsWith('0')) return { kind: 'refused', reason: 'OptOut' };
    if (uuid.endsWith('77')) return { kind: 'refused', reason: 'NoUserFound' };
    const { flaw, time } = this.#options;
    for (let copies = flaw === 'false_accepted' ? 0 : flaw === 'copies' ? 2 : 1; copies > 0; copies--) {
      this.delivered.push({ campId, uuid, payload, at: time.now });
      this.onDelivered(payload);
    }
    return { kind: 'accepted' };
  }
}

const doubtful: Outcome = { kind: 'in_doubt' };

function nothing(): void {
  // There is nothing to cancel.
}

function unclear(status: number | null): Answer {
  return { kind: 'unclear', status, error: status === null ? 'ECONNRESET' : 'internal_error' };
}

export function readPushed(payload: string): Pushed {
  const {
    camp_id: campId,
    identifiers,
    ...texts
  } = JSON.parse(payload) as {
    readonly camp_id: number;
    readonly title: string;
    readonly message: string;
    readonly identifiers: Readonly<Record<string, string>>;
  };
  return {
    campId,
    title: texts.title,
    message: texts.message,
    uuid: identifiers['INSIDER.uuid'] ?? '',
    mail: identifiers['INSIDER.email'] ?? '',
  };
}
