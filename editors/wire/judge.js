// Checks recorded sessions: `node judge.js FOLDER`. Prints the complaints and exits 1 when there are any, or no sessions.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { check, tookLeave, wasDismissed } = require('./check.js');

const folder = process.argv[2];
const sessions = fs.readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().map((name) => ({
  name,
  // What follows the last break is a line that a killed recorder did not finish.
  entries: fs.readFileSync(path.join(folder, name), 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line)),
}));
const said = sessions.flatMap(({ entries }) => entries.filter(({ from }) => from === 'server'));
if (said.length === 0) {
  console.log(`nothing was recorded in ${folder}`);
  process.exit(1);
}
const complaints = check(sessions);
// Only there is it known that each request was answered.
const whole = sessions.filter(({ entries }) => tookLeave(entries));
const dismissed = sessions.filter(({ entries }) => wasDismissed(entries));
if (whole.length + dismissed.length === 0) complaints.push(`in no session of ${folder} the server took leave`);
for (const complaint of complaints) console.log(complaint);
const methods = new Set(sessions.flatMap(({ entries }) => entries.map(({ message }) => message?.method).filter(Boolean)));
console.log(`${said.length} messages of the server in ${sessions.length} sessions (${whole.length} to their end), ${methods.size} methods: ${complaints.length || 'no'} complaints`);
process.exit(complaints.length ? 1 : 0);
