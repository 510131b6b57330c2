import { recordElection } from "../harness/targets/election/record.ts";
import { mutants } from "../impl/mutants/mutants.ts";
for (const m of mutants) {
  const best:any[]=[];
  for (let seed=1; seed<=400; seed++) {
    const a:any=recordElection({kind:"random",nodes:3,seed,steps:70});
    const b:any=recordElection({kind:"random",nodes:3,seed,steps:70},m.name);
    const x=a.value.trace.events, y=b.value.trace.events;
    const strip=(l:any)=>JSON.stringify(l?.event);
    let i=0; while(i<y.length && strip(x[i])===strip(y[i])) i++;
    if (i<y.length) best.push([i+2,seed, y[i].event.action]);
  }
  best.sort((p,q)=>p[0]-q[0]);
  console.log(m.name, best.length, JSON.stringify(best.slice(0,4)));
}
