import { createEngine } from '../electron/engine/engine.ts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Session } from 'node:inspector/promises';
const server = fork(new URL('./loopback-server.ts', import.meta.url)); const [{port}] = await once(server,'message') as any;
const dir = mkdtempSync('/tmp/prof-');
const engine = await createEngine({dataDir: dir, resourcesDir:'/work/main/resources'});
const lines = Array.from({length:1000},(_, i)=>`      - { id: i${i}, title: Check ${i}, probe: { http: { url: "http://127.0.0.1:${port}/health" } }, expect: ['status == 200', 'json.status == "healthy"'] }`);
writeFileSync(dir+'/p.yaml', ['apiVersion: readyroom/v1','kind: Plan','name: bench','title: Bench','phases:','  - id: all','    title: All','    items:',...lines,''].join('\n'));
const o: any = await engine.client.plans.open({path: dir+'/p.yaml'});
const { summary } = await engine.client.plans.get({planId: o.planId});
async function one() { const began = performance.now();
 const {runId} = await engine.client.runs.start({planId:o.planId, hash: summary.hash, selection:{phaseIds:[],itemIds:[]}});
 const started = performance.now()-began;
 await new Promise(r=>setTimeout(r,900));
 const [end] = await engine.client.system.journal({ type: 'run.finished', limit: 1 });
 return [started.toFixed(1), (end!.recordedTime - performance.timeOrigin - began).toFixed(1)]; }
for (let r=0;r<5;r++) console.log(await one());
const s = new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.setSamplingInterval',{interval:100}); await s.post('Profiler.start');
for (let r=0;r<15;r++) { const x = await one(); if (r%4==0) console.log(x); }
const { profile } = await s.post('Profiler.stop') as any; writeFileSync('/tmp/p.cpuprofile', JSON.stringify(profile));
await engine.close(); server.kill();
