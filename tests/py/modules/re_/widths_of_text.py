import re
for text in ("abc 12", "ab\xe9 \xb2", "абв ١٢", "\U0001f600bc 1"):
    print(re.findall(r"\w+", text), re.findall(r"\d", text), re.sub(r"[^\w\s]", "?", text), re.split(r"\s", text))
# expect: ['abc', '12'] ['1', '2'] abc 12 ['abc', '12']
# expect: ['abé', '²'] [] abé ² ['abé', '²']
# expect: ['абв', '١٢'] ['١', '٢'] абв ١٢ ['абв', '١٢']
# expect: ['bc', '1'] ['1'] ?bc 1 ['😀bc', '1']
print(re.findall("[\u0430-\u0432]+|\U0001f600", "xабвy\U0001f600"), re.search("\u0431", "abc"), re.findall("[^b]", "abб"))
# expect: ['абв', '😀'] None ['a', 'б']
print(re.findall(r"(?a)\w+", "aбc"), re.findall("..", "\U0001f600a\u20acb"))  # expect: ['a', 'c'] ['😀a', '€b']
