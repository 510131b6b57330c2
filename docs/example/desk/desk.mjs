/** The implementation: an object that its methods change, and that throws when something cannot be done. */
export class Desk {
  waiting = [];
  served = new Set();
  open = true;

  join(customer) {
    if (!this.open) throw new Error("closed");
    if (this.waiting.includes(customer) || this.served.has(customer)) throw new Error("once each");
    this.waiting.push(customer);
  }

  serveNext() {
    const customer = this.waiting.shift();
    if (customer === undefined) throw new Error("nobody waits");
    this.served.add(customer);
  }

  close() {
    if (!this.open || this.waiting.length > 0) throw new Error("not now");
    this.open = false;
  }
}
