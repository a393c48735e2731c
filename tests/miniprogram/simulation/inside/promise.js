// The Promise of iOS 15 and older: callbacks run from setTimeout, never as microtasks. Parameter: setTimeout.
'use strict';

class TimerPromise {
  constructor(run) {
    this.state = 'pending';
    this.waiting = [];
    const once = (act) => (value) => {
      if (this.isResolved) return;
      this.isResolved = true;
      act(value);
    };
    try {
      run(once((value) => this.follow(value)), once((reason) => this.settle('rejected', reason)));
    } catch (thrown) {
      once(() => this.settle('rejected', thrown))();
    }
  }

  follow(value) {
    try {
      const then = Object(value) === value ? value.then : undefined;
      if (typeof then !== 'function') return this.settle('fulfilled', value);
      new TimerPromise((resolve, reject) => then.call(value, resolve, reject)).then(
        (value) => this.settle('fulfilled', value),
        (reason) => this.settle('rejected', reason),
      );
    } catch (thrown) {
      this.settle('rejected', thrown);
    }
  }

  settle(state, value) {
    Object.assign(this, { state, value });
    for (const tell of this.waiting.splice(0)) setTimeout(tell, 0);
  }

  then(onFulfilled, onRejected) {
    return new TimerPromise((resolve, reject) => {
      const tell = () => {
        const isFine = this.state === 'fulfilled';
        const run = isFine ? onFulfilled : onRejected;
        if (typeof run !== 'function') return isFine ? resolve(this.value) : reject(this.value);
        try {
          resolve(run(this.value));
        } catch (thrown) {
          reject(thrown);
        }
      };
      if (this.state === 'pending') this.waiting.push(tell);
      else setTimeout(tell, 0);
    });
  }

  catch(onRejected) {
    return this.then(undefined, onRejected);
  }

  finally(run) {
    return this.then(
      (value) => TimerPromise.resolve(run()).then(() => value),
      (reason) =>
        TimerPromise.resolve(run()).then(() => {
          throw reason;
        }),
    );
  }

  static resolve(value) {
    return value instanceof TimerPromise ? value : new TimerPromise((resolve) => resolve(value));
  }

  static reject(reason) {
    return new TimerPromise((resolve, reject) => reject(reason));
  }

  static all(list) {
    const promises = [...list].map(TimerPromise.resolve);
    return new TimerPromise((resolve, reject) => {
      const values = [];
      let left = promises.length;
      if (!left) resolve(values);
      promises.forEach((promise, place) =>
        promise.then((value) => {
          values[place] = value;
          left -= 1;
          if (!left) resolve(values);
        }, reject),
      );
    });
  }

  static race(list) {
    return new TimerPromise((resolve, reject) => {
      for (const promise of list) TimerPromise.resolve(promise).then(resolve, reject);
    });
  }
}

return TimerPromise;
