import { Desk } from "./desk.mjs";

let desk = new Desk();

const METHODS = {
  Join: ({ c }) => desk.join(c),
  Serve: () => desk.serveNext(),
  Close: () => desk.close(),
};

export default {
  kind: "stateful",
  start: () => {
    desk = new Desk();
  },
  perform: ({ action, args }) => {
    try {
      METHODS[action](args);
      return true;
    } catch (error) {
      return error.message;
    }
  },
  project: () => ({ queue: desk.waiting, served: desk.served, open: desk.open }),
};
