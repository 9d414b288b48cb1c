// Connections of which each answers one request at a time. A pool finds a free one among all for every request, and is told
// of each that comes and goes, which costs a tenth of a look on loopback; here the free ones lie on a stack.
import { Dispatcher } from 'undici';

/** A lane is taken with its request and free again when that has ended, however it ended; one that is stuck holds up no other. */
export class HttpLanes extends Dispatcher {
  readonly #open: () => Dispatcher;
  readonly #all = new Set<Dispatcher>();
  readonly #free: Dispatcher[] = [];

  constructor(open: () => Dispatcher) {
    super();
    this.#open = open;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const lane = this.#free.pop() ?? this.#another();
    return lane.dispatch(options, new Passing(handler, () => this.#free.push(lane)));
  }

  override close = async (): Promise<void> => {
    await Promise.all([...this.#all].map((lane) => lane.close()));
  };

  override destroy = async (): Promise<void> => {
    await Promise.all([...this.#all].map((lane) => lane.destroy()));
  };

  #another(): Dispatcher {
    const lane = this.#open();
    this.#all.add(lane);
    return lane;
  }
}

/** Hands everything on, and tells once when nothing more will come. */
class Passing implements Dispatcher.DispatchHandler {
  readonly #to: Dispatcher.DispatchHandler;
  readonly #onEnd: () => void;
  #ended = false;

  constructor(to: Dispatcher.DispatchHandler, onEnd: () => void) {
    this.#to = to;
    this.#onEnd = onEnd;
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#to.onRequestStart?.(controller, context);
  }

  onResponseStart(...[controller, status, headers, message]: Start): void {
    this.#to.onResponseStart?.(controller, status, headers, message);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#to.onResponseData?.(controller, chunk);
  }

  onResponseEnd(...[controller, trailers]: End): void {
    this.#end();
    this.#to.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#end();
    this.#to.onResponseError?.(controller, error);
  }
}

type Start = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>;
type End = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseEnd']>>;
