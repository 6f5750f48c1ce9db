import { h, render } from 'preact';
import { App } from './app.js';
import { follow } from './feed.js';
import { onUpdate } from './state.js';
import { loadWords } from './words.js';

await loadWords();
const root = document.getElementById('page');
const show = () => root && render(h(App, null), root);
onUpdate(show);
follow();
show();
