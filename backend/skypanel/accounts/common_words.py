"""What lists of breached passwords are made of: names, teams, words of love, products, months, places, and "password".

Kept as words, not as passwords: with what people hang on them (`guessable.py`) each stands for thousands.
"""

from typing import Final

_TEXT: Final = """
pass passwd password passwords passwort passord senha contrasena contrasenya motdepasse parola haslo salasana
wachtwoord losenord heslo jelszo sifre parole kennwort geheim secret secrets secreto hidden private classified admin
administrator administrador root superuser sysadmin toor user users username guest login logon signin access account
accounts default temp temporary temppass test tester testing tests testuser demo sample example changeme changemenow
change letmein letme letmeinnow openup opensesame sesame open enter welcome welcomeback master masterkey system
server servers hosting host hostname webhost webmaster website portal panel cpanel virtual cloud dedicated vps
database mysql postgres oracle linux ubuntu debian centos windows microsoft apple macbook iphone android samsung
nokia google gmail yahoo hotmail outlook facebook instagram twitter youtube linkedin myspace tiktok netflix spotify
amazon paypal ebay steam discord skype zoom adobe photoshop office internet computer laptop desktop keyboard monitor
printer network wireless router cisco security secure safety hello hellohello hi hey howdy goodbye bye thanks
thankyou please sorry whatever nothing anything something someone love lover loves loved loving lovely iloveyou
iloveu ilove iluvu loveyou loveme lovers mylove truelove luv luvu forever always never together kiss kisses kissme
hug honey sweet sweety sweetie sweetheart darling baby babe babyboy babygirl babies boyfriend girlfriend husband
wife mother father mom mommy mama papa dad daddy sister brother family friend friends bestfriend friendship angel
angels heaven hell devil demon satan lucifer god jesus christ jesuschrist christian bible church faith blessed
blessing grace hope peace joy happy happiness smile sunshine sunny sun moon moonlight star stars starlight sky heart
hearts broken soul spirit dream dreams dreamer magic magical wonder destiny princess prince queen king kings royal
lady lord knight warrior hero legend angelica fairy unicorn mermaid dragon dragons monkey monkeys tiger tigers lion
lions panther eagle eagles falcon hawk wolf wolves bear bears dog dogs doggy puppy cat cats kitty kitten hellokitty
bunny rabbit horse horses pony dolphin dolphins shark fish frog turtle snake spider butterfly ladybug bird chicken
duck penguin elephant panda pandas zebra cow pig mouse rat scorpion phoenix cobra viper football futbol soccer
baseball basketball volleyball softball hockey tennis golf golfer rugby cricket boxing swimming swimmer skater
skateboard surfer surfing running runner racing racer cheer dancer dance dancing gymnast liverpool liverpoolfc
arsenal chelsea chelseafc manchester manutd united manunited mancity everton tottenham barcelona barca realmadrid
madrid juventus milan intermilan inter bayern dortmund celtic rangers ajax benfica porto galatasaray fenerbahce
besiktas boca river corinthians flamengo palmeiras lakers bulls celtics knicks heat yankees redsox cubs mets dodgers
giants cowboys steelers packers raiders patriots broncos jets redskins chargers vikings seahawks bruins flyers
redwings penguins superman batman spiderman ironman hulk thor avengers wolverine xmen deadpool joker captain marvel
starwars skywalker vader yoda jedi startrek matrix terminator predator alien godzilla rambo rocky matrixreloaded neo
trinity gandalf frodo hobbit lordoftherings harrypotter potter hermione hogwarts twilight vampire zombie pokemon
pikachu charizard naruto sasuke sakura itachi goku vegeta dragonball dragonballz bleach onepiece luffy mario luigi
zelda sonic nintendo playstation xbox gamer gamers gaming minecraft fortnite roblox warcraft worldofwarcraft
starcraft diablo counterstrike callofduty halo doom quake pacman tetris simpsons homer bart southpark cartman
futurama spongebob scooby scoobydoo snoopy garfield mickey mickeymouse minnie donald pooh winnie tweety tinkerbell
barbie cinderella metallica slipknot nirvana acdc beatles greenday linkinpark eminem tupac rockstar rocknroll music
guitar drummer bass piano hiphop rap rapper punk metal blink ironmaiden slayer korn evanescence coldplay madonna
shakira beyonce michael michelle jessica ashley jennifer amanda daniel andrew joshua matthew anthony christopher
robert thomas william james john david joseph richard charles george edward brian kevin jason justin brandon
nicholas nicole stephanie melissa samantha elizabeth elisabeth rebecca rachel laura lauren sarah hannah emily emma
olivia sophia sophie isabella victoria veronica vanessa natalie natasha anna maria marie mary patricia barbara linda
susan karen nancy lisa sandra donna carol ruth sharon angela amy kelly kimberly heather tiffany crystal amber
brittany danielle alexander alexandra alexandre alexis alex sebastian benjamin samuel gabriel rafael miguel carlos
jose juan luis antonio fernando francisco javier manuel pedro pablo diego ricardo roberto eduardo marco paulo andrea
giovanni francesco giuseppe alessandro lorenzo martin martina stefan stefanie christina christine sabrina katharina
johannes sven lars erik nils peter paul patrick philip philipp oliver oscar max maximilian moritz felix leon lukas
jonas tobias florian simon timothy tim steven stephen stuart scott sean ryan kyle eric adam aaron adrian alan albert
arthur austin ben bob bobby brad brandy bruce cameron carlo chris claire claudia cody connor corey cynthia dakota
dallas denise dennis derek diana dominic dylan elena ethan evan frank gary greg harry helen henry hunter ian isaac
jack jackson jacob jake jamie jasmine jasper jeff jeremy jesse jill joanna jordan jorge julia julian julie karina
kate katie keith kenneth kim kristen kurt larry lee leo logan louis lucas lucy luke marcus margaret mark marlon
mason maxwell megan melanie mercedes mike mitchell molly monica morgan nathan nick nina noah oleg olga pamela paula
phil rob robin roger ronaldo messi neymar beckham rooney rose roxanne roxy russell ruby sam sammy scarlett sergey
shane shannon shelby sierra sofia spencer steve stella svetlana sydney tanya taylor ted teresa tony tracy travis
tyler valentina valerie vincent virginia vladimir walter wendy whitney zachary charlie charlotte buster bailey bella
buddy casper coco daisy duke ginger jessie lucky maggie misty oreo pepper princesa rusty sadie shadow smokey sparky
tigger toby zoey zeus apollo athena hercules merlin spring summer autumn fall winter season january february march
april may june july august september october november december monday tuesday wednesday thursday friday saturday
sunday today tomorrow yesterday holiday vacation weekend christmas xmas easter halloween birthday happybirthday
newyear valentine fruehling sommer herbst januar februar maerz juni juli oktober dezember montag freitag schatz
america american usa england british britain london paris france germany deutschland berlin hamburg munich muenchen
koeln wien italia italy roma rome spain espana mexico brasil brazil argentina colombia canada toronto australia
melbourne india pakistan china japan tokyo korea russia moscow ukraine turkey istanbul poland polska warszawa sweden
norway finland denmark holland amsterdam ireland dublin scotland wales portugal lisboa newyork brooklyn manhattan
boston chicago houston texas california losangeles hollywood florida miami orlando atlanta georgia carolina hawaii
alaska denver arizona lasvegas vegas seattle detroit cleveland philadelphia washington europe africa asia red green
blue yellow black white purple pink orange brown gray grey silver gold golden diamond emerald blackcat blackjack
bluesky bluemoon redrum whitetiger pinky rainbow apples banana cherry lemon strawberry blueberry peaches peach
chocolate cookie cookies candy sugar cupcake cheese cheesecake pizza burger bacon butter coffee starbucks pepsi
cocacola coke beer budweiser corona heineken vodka whiskey jackdaniels tequila wine smoke weed marijuana marlboro
cocaine drugs ferrari porsche benz bmw audi volkswagen toyota honda nissan mazda subaru suzuki yamaha kawasaki
ducati harley harleydavidson davidson corvette camaro mustang chevrolet chevy ford dodge jeep jaguar lamborghini
bugatti maserati turbo racecar motorcycle trucker truck money dollar dollars cash rich million millionaire billion
bitcoin crypto ethereum business company boss manager sales marketing support service helpdesk backup store shop
market freedom liberty justice power powerful strong strength victory winner champion success genius einstein newton
student students school college university teacher doctor nurse police soldier army navy marine marines airforce
military sniper killer killers assassin ninja samurai pirate pirates hacker hackers hacked cyber digital ghost
phantom shadows darkness dark night nightmare midnight evil death dead skull blood bloody poison thunder lightning
storm fire flame flames ice snow snowball snowman water ocean sea beach island mountain forest flower flowers roses
lily orchid tree garden nature earth world universe galaxy planet mars venus jupiter saturn neptune pluto space nasa
rocket sex sexy sexygirl sexyboy sexybitch fuck fucker fucking fuckyou fuckme fuckoff fucku shit bullshit bitch
bitches asshole bastard pussy dick cock penis boobs tits porn porno pornstar naked nude hardcore lesbian gay stupid
idiot loser crazy insane psycho badass badboy badgirl gangster gangsta thug playboy playgirl pimp sweetgirl goodboy
trustno trust trustme nobody noone nopass nopassword mypass mypassword mypasswd thepassword yourpassword newpassword
oldpassword passpass passcode passphrase mysecret mykey qwer qwert qwerty qwertz azerty asdf asdfg asdfgh zxcv zxcvb
zxcvbn wasd abc abcd abcde abcdef qaz wsx edc my the your our new old big little hot cool super mega ultra best
first last one two three four five six seven eight nine ten zero so much too very i me you us we am is are and for
no yes not all man men boy boys girl girls lol lmao rofl omg wtf
"""
WORDS: Final = frozenset(_TEXT.split())
