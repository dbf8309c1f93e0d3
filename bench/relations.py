"""Prints how well and how fast relations are found: quality on labelled notes, growth on made-up ones."""
import json, os, sys
from pathlib import Path
from viva.notes.model import *
from viva.notes.topics import tech
from viva.notes.relations import relate
shared=Path(os.environ.get('VIVA_SHARED','../shared'))
drafts=[];ids=[];items={}
for f in sorted((shared/'truth').glob('0*.json')):
    d=json.loads(f.read_text()); seed=next((shared/'seeds').glob(f.stem+'_*'))
    lines=seed.read_text().split('\n')
    for it in d['items']:
        sp=it['answer_span']; ans='\n'.join(lines[sp[0]-1:sp[1]]) if sp else ''
        langs=[b['lang'] for b in d['code_blocks'] if b.get('item')==it['id']]
        sec=tuple(it.get('section') or ())
        drafts.append(Draft(seed.name,it['line'],it['prompt'],Kind(it['kind']),Reason(''),Span(it['line'],it['line']),answer=ans,section=sec,language=it['language'],tech=tech(it['prompt'],ans,sec,langs)))
        ids.append(it['id']); items[it['id']]=it
rel=relate(drafts)
truth={}
for a,it in items.items():
    for b in it['same_as']: truth[frozenset((a,b))]=1
related={frozenset((a,b)) for a,it in items.items() for b in it['related']}
pred={frozenset((ids[r.one],ids[r.other])):r for r in rel if r.kind in('copy','near','twin')}
for strict in (False,True):
  for name,cross in (('inside',False),('across',True)):
    ok=lambda p:len({items[x]['language'] for x in p})==1+cross and not(strict and any(items[x].get('arguable') for x in p))
    t={p for p in truth if ok(p)}; q={p for p in pred if ok(p) and p not in related}
    print(strict,name,'truth',len(t),'pred',len(q),'P %.3f R %.3f'%(len(t&q)/max(1,len(q)),len(t&q)/len(t)))
if '-v' in sys.argv:
    for n,ps in (('FP',[p for p in pred if p not in truth and p not in related]),('FN',[p for p in truth if p not in pred])):
        for p in sorted(map(sorted,ps)): print(n,p,[items[x]['prompt'] for x in p], pred[frozenset(p)].reason if n=='FP' else '')
