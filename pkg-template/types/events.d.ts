// Events

interface COS {
  /** Adds a listener. Listeners run synchronously, in the order of their adding. */
  on<E extends keyof COS.EventMap>(event: E, listener: COS.Listener<E>): void;
  on<E extends string>(event: COS.OtherEvent<E>, listener: (payload?: any) => void): void;

  /** Adds a listener that is removed before its first call. */
  once<E extends keyof COS.EventMap>(event: E, listener: COS.Listener<E>): void;
  once<E extends string>(event: COS.OtherEvent<E>, listener: (payload?: any) => void): void;

  /** Removes a listener, however often it was added. */
  off<E extends keyof COS.EventMap>(event: E, listener: COS.Listener<E>): void;
  off<E extends string>(event: COS.OtherEvent<E>, listener: (payload?: any) => void): void;

  /** Calls the listeners of an event. */
  emit<E extends keyof COS.EventMap>(event: E, payload: COS.EventMap[E]): void;
  emit<E extends string>(event: COS.OtherEvent<E>, payload?: any): void;
}

declare namespace COS {
  /** Events, and what their listeners are given. */
  interface EventMap {
    /** Before each attempt of each request. Changes to the payload are used, but come after signing. */
    'before-send': TransportRequest;
    /** After each answer. Fields that a listener replaces are used. */
    'after-receive': TransportAnswer & { options: TransportRequest };
    /** After changes of the task list, many changes at once. */
    'list-update': { list: TaskList };
    /** @deprecated Use `list-update`. */
    'task-list-update': { list: TaskList };
    /** With the option `EnableLog`. */
    'log-message': LogMessage;
  }

  /** Listener of an event. */
  type Listener<Event extends keyof EventMap> = (payload: EventMap[Event]) => void;

  /** The name of an event that is only known at run time. */
  type OtherEvent<Name extends string> = Name & (string extends Name ? unknown : never);

  type LogLevel = 'VERBOSE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

  interface LogMessage {
    /** Name and version of the SDK. */
    version: string;
    /** A time in ISO 8601 form. */
    timestamp: string;
    /** `[PROCESS]`, `[RESULT]` or `[ERROR]`. */
    cate: string;
    /** What it is about: `[UPLOAD]`, `[DOWNLOAD]`, `[NETWORK]` or `[BASE]`. */
    tag: string;
    /** What happened, without keys and tokens. */
    msg: string;
    /** The option `LogExtras`. */
    extras: Record<string, any>;
  }
}
