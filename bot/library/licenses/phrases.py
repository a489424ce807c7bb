"""Words around a licence's name that change what a notice says of the article's text.

They stand in our own words for the languages of the largest Wikipedias. In a language without them a negation
isn't seen; what a wiki says in its footer hardly ever holds one.
"""

from __future__ import annotations

from collections.abc import Mapping


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.replace("\n", ",").split(",") if phrase.strip())


PHRASES: Mapping[str, tuple[str, ...]] = {
    "LICENSE": _phrases("""
        license, licence, licenses, licences, the, version, ver, v, deed, public license, public licence,
        lizenz, licencia, licença, licenza, licentie, lisens, licens, lisenssi, licencja, licence, licenca,
        licența, litsents, licencë, lisensi, lisans, lisansı, лицензия, лицензии, лиценз, лиценца, ліцензія,
        άδεια, רישיון, رخصة, مجوز, ライセンス, 许可协议, 許可協議, 协议, 授權條款, 条款, 라이선스, สัญญาอนุญาต,
        giấy phép, phiên bản, versione, versión, versão, версия, версии, 版本
    """),
    "ONLY": ("only",),
    "OR_LATER": _phrases("""
        or later, or later version, or any later version, or any later, and later, oder später, oder neuer,
        ou ultérieure, ou version ultérieure, o posterior, o successiva, ou posterior, of later
    """),
    "AND": _phrases("""
        and, or, as well as, either, both, and also, also, under, is, are, and or, dual licensed, dual,
        alternatively, und, oder, sowie, et, ou, ainsi que, y, o, e, ed, oppure, en, of, och, eller, og, ja,
        tai, i, lub, oraz, a, nebo, и, или, та, або, và, hoặc, ve, veya, dan, atau, kai, και, ή, ו, או, و, أو,
        和, 或, 及, と, または, および, 와, 과, 및, 또는
    """),
    "DEFAULT": _phrases("""
        unless otherwise noted, unless otherwise stated, unless otherwise specified, unless otherwise indicated,
        unless noted otherwise, unless stated otherwise, unless specified otherwise, except where noted,
        except where otherwise noted, except where otherwise stated, except where otherwise specified,
        except when otherwise noted, except as otherwise noted, where not otherwise noted,
        if not otherwise noted, if not otherwise stated, some rights reserved,
        sofern nicht anders angegeben, soweit nicht anders angegeben, wenn nicht anders angegeben,
        sofern nicht anders vermerkt, soweit nicht anders vermerkt, wenn nicht anders vermerkt,
        falls nicht anders angegeben, sofern nicht anders gekennzeichnet, soweit nicht anders gekennzeichnet,
        sauf mention contraire, sauf indication contraire, sauf avis contraire, sauf mention différente,
        salvo que se indique lo contrario, salvo indicación contraria, salvo indicación en contrario,
        a menos que se indique lo contrario, excepto donde se indique lo contrario, a no ser que se indique lo
        contrario, salvo indicazioni contrarie, salvo diversa indicazione, salvo dove diversamente indicato,
        se non diversamente specificato, se non diversamente indicato, eccetto dove diversamente specificato,
        salvo indicação em contrário, salvo indicação contrária, exceto onde indicado de outra forma,
        exceto quando indicado o contrário, exceto menção em contrário, a menos que indicado em contrário,
        tenzij anders vermeld, tenzij anders aangegeven, tenzij anders is aangegeven, tenzij anders staat vermeld,
        om inte annat anges, om inget annat anges, om ej annat anges, där inget annat anges,
        medmindre andet er angivet, hvis ikke andet er angivet, med mindre andet er angivet,
        med mindre annet er oppgitt, hvis ikke annet er oppgitt, om ikke annet er oppgitt,
        ellei toisin mainita, ellei toisin ole mainittu, jos ei toisin mainita,
        jeśli nie podano inaczej, o ile nie podano inaczej, o ile nie zaznaczono inaczej, jeśli nie zaznaczono
        inaczej, pokud není uvedeno jinak, není-li uvedeno jinak, není-li stanoveno jinak,
        ak nie je uvedené inak, если не указано иное, если не указано другое, если не оговорено иное,
        кроме случаев где указано иное, якщо не вказано інше, якщо не зазначено інше, ако не е посочено друго,
        освен ако не е посочено друго, осим ако није другачије назначено, ako nije drukčije navedeno,
        hacsak másképp nem jelezzük, ha másképp nincs jelezve, hacsak nincs másképp jelezve,
        dacă nu se specifică altfel, cu excepția cazurilor în care se specifică altfel,
        aksi belirtilmedikçe, aksi belirtilmediği sürece, kecuali dinyatakan lain, kecuali jika dinyatakan lain,
        trừ khi có ghi chú khác, ngoại trừ khi có ghi chú khác, trừ khi được ghi chú khác,
        εκτός αν αναφέρεται διαφορετικά, εκτός αν σημειώνεται διαφορετικά,
        אלא אם נאמר אחרת, אלא אם צוין אחרת, ما لم يذكر خلاف ذلك, إن لم يرد خلاف ذلك, ما لم ينص على خلاف ذلك,
        مگر آنکه خلافش ذکر شده باشد, 特に記載がない限り, 特記なき限り, 特に明記されていない限り, 除非另有说明,
        除非另有声明, 除非另有註明, 除非另有聲明, 除非特別聲明, 另有说明的除外, 별도로 명시하지 않는 한,
        별도로 명시하지 않은 경우, 별다른 언급이 없는 한, ยกเว้นที่ระบุไว้เป็นอย่างอื่น
    """),
    "NOT": _phrases("""
        not, no, nor, neither, never, none, cannot, can't, isn't, aren't, wasn't, weren't, doesn't, don't, didn't,
        won't, mustn't, shouldn't, without, no longer, except, excepting, excluding, exception, exceptions, unless,
        other than, rather than, instead of, anything but, incompatible, nothing, nobody, refuse, refuses, revoked,
        denied, forbidden, prohibited, unlicensed, withdrawn, terminated, expired,
        nicht, kein, keine, keinen, keiner, keinem, keines, nie, niemals, ohne, außer, ausgenommen, weder, noch,
        ne, pas, non, aucun, aucune, jamais, sans, sauf, excepté, hormis, plus sous, ni,
        ningún, ninguna, nunca, sin, salvo, excepto, nessun, nessuna, nessuno, né, mai, senza, tranne, eccetto,
        não, nenhum, nenhuma, sem, exceto, nem, niet, geen, nooit, zonder, behalve, noch, tenzij,
        inte, ej, ingen, inget, aldrig, utan, utom, förutom, ikke, ingen, intet, aldri, uden, uten, undtagen,
        unntatt, medmindre, ei, eivät, eikä, ilman, paitsi, nie, nigdy, bez, oprócz, żadnej, poza,
        není, nejsou, nikdy, kromě, mimo, nije, nisu, osim, ni, niso, razen, brez, nu, fără, nici, niciodată,
        nem, nincs, soha, nélkül, kivéve, değil, yok, hariç, olmayan, tidak, bukan, tanpa, kecuali, không, chưa, trừ,
        не, нет, ни, без, кроме, никогда, нельзя, ні, немає, крім, няма, освен, није, осим,
        δεν, όχι, μη, χωρίς, εκτός, ποτέ, לא, אין, איננו, אינו, ללא, למעט, ليس, ليست, لا, لم, لن, غير, بدون, باستثناء,
        نیست, بدون, مگر, नहीं, बिना, নয়, ছাড়া, ない, なく, ません, 除く, 除き, 不, 非, 没有, 沒有, 未, 除,
        아니, 아닌, 않, 없, 제외, ไม่, ยกเว้น
    """),
    "HEDGE": _phrases("""
        some, some of, part of, parts of, parts, partly, partially, portion, portions, several, many, most, mostly,
        certain, perhaps, might, possibly, probably, seems, if, formerly, previously, once, originally,
        initially, until, was, were, had been, used to be, before, earlier, old, older, prior, former, compatible,
        similar, like, equivalent, respectively, would, could, should, want, wish, apply for, pending, soon, will,
        planned, proposed, contrary, opposed, versus, vs, instead, but, only if, provided that,
        teilweise, teils, einige, manche, viele, meisten, früher, ehemals, ursprünglich, bis, war, waren, vielleicht,
        jeweils, aber, falls, wenn, sondern, certains, certaines, partie, plusieurs, autrefois, anciennement,
        était, étaient, mais, si, algunos, algunas, parte, partes, anteriormente, antes, era, hasta, pero,
        quizás, alcuni, alcune, precedentemente, fino, forse, però, ma, alguns, algumas, anteriormente, até, talvez, mas,
        sommige, deels, vroeger, voorheen, misschien, maar, некоторые, часть, частично, ранее, раньше, прежде, было,
        возможно, но, если, niektóre, częściowo, dawniej, kiedyś, wcześniej, jeśli, ale, några, delvis, tidigare, vissa,
        一部, 部分, 以前, 曾经, 曾經, 일부, 이전
    """),
    "RESERVED": _phrases("""
        all rights reserved, all right reserved, alle rechte vorbehalten, tous droits réservés, todos los derechos
        reservados, todos os direitos reservados, tutti i diritti riservati, alle rechten voorbehouden,
        все права защищены, всі права захищено, wszelkie prawa zastrzeżone, alla rättigheter förbehållna,
        alla rättigheter reserverade, tüm hakları saklıdır, جميع الحقوق محفوظة, כל הזכויות שמורות, 版权所有,
        版權所有, 保留所有权利, 保留所有權利, 無断転載禁止, 無断転載を禁じます, 모든 권리 보유
    """),
    "TEXT": _phrases("""
        text, texts, content, contents, article, articles, page, pages, wiki, site, website, work, works, material,
        materials, contribution, contributions, documentation, wording, writing, book, document, encyclopedia,
        text inhalt, inhalt, inhalte, texte, artikel, seite, seiten, werk, der text, contenu, contenus, le texte,
        contenido, contenidos, texto, textos, artículo, artículos, página, contenuto, contenuti, testo, testi,
        voce, pagina, conteúdo, conteúdos, tekst, inhoud, innehåll, texten, indhold, innhold, sisältö, teksti,
        treść, treści, artykuł, obsah, sadržaj, vsebina, conținut, conținutul, tartalom, szöveg, içerik, metin,
        konten, isi, teks, nội dung, văn bản, содержание, текст, тексты, материалы, статья, вміст, съдържание,
        садржај, περιεχόμενο, κείμενο, תוכן, טקסט, المحتوى, النص, محتوا, متن, सामग्री, コンテンツ, テキスト, 文章, 本文,
        内容, 內容, 文本, 文字, 本页, 본문, 내용, 문서, เนื้อหา, ข้อความ
    """),
    "OTHER": _phrases("""
        image, images, photo, photos, photograph, photographs, photography, picture, pictures, illustration,
        illustrations, artwork, drawing, drawings, media, file, files, video, videos, audio, sound, sounds, music,
        icon, icons, logo, logos, font, fonts, code, source code, software, program, script, scripts, sample, samples,
        snippet, snippets, data, dataset, datasets, database, structured data, metadata, map, maps, screenshot,
        screenshots, template, templates, theme, skin, design, layout, cover, thumbnail, comments, forum, translation,
        bild, bilder, foto, fotos, grafik, grafiken, abbildung, abbildungen, dateien, daten, quellcode, medien,
        quelltext, karte, karten, photographie, photographies, fichier, fichiers, données, logiciel,
        code source, imagen, imágenes, fotografía, fotografías, archivo, archivos, datos, código, código fuente,
        immagine, immagini, fotografia, fotografie, dati, codice, arquivos, dados, imagem, imagens, imatges,
        afbeelding, afbeeldingen, foto's, bestanden, broncode, bilderna, billede, billeder, bilde, kuva, kuvat,
        obraz, obrazy, zdjęcia, pliki, kod, obrázky, fotografije, slike, imagini, képek, görseller, resim, gambar,
        hình ảnh, изображения, фотографии, фото, картинки, файлы, код, данные, зображення, εικόνες, תמונות, الصور,
        صور, تصاویر, 画像, 写真, 图片, 圖片, 图像, 照片, 代码, 程式碼, 이미지, 사진, รูปภาพ
    """),
    "RESTRICTION": _phrases("""
        commercial, commercially, non commercial, noncommercially, for profit, nonprofit use, personal use,
        private use, derivative, derivatives, derivate, modification, modifications, modify, modified, adapt,
        adaptation, adaptations, share alike, same license, same licence, copyleft, educational use,
        kommerziell, kommerzielle, kommerziellen, nichtkommerziell, nicht kommerziell, bearbeitung, bearbeitungen,
        commerciale, commercial use, commerciales, commerciaux, modifier, comercial, comerciales, comerciais,
        derivadas, commerciali, commercieel, commerciële, kommersiell, kommersiellt, kommerciel, komercyjne,
        niekomercyjne, komerční, коммерческих, коммерческого, некоммерческих, коммерческое, ticari, komersial,
        商業, 商业, 商用, 営利, 非営利, 영리, 상업, تجاري, تجارية
    """),
}
"""The name of a kind of the table → the phrases that mean it."""
