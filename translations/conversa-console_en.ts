<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Diagnosis</name>
    <message numerus="yes">
        <source>The server is %n second(s) ahead</source>
        <translation>
            <numerusform>The server is %n second ahead</numerusform>
            <numerusform>The server is %n seconds ahead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server is %n second(s) behind</source>
        <translation>
            <numerusform>The server is %n second behind</numerusform>
            <numerusform>The server is %n seconds behind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the certificate is good for %n more day(s)</source>
        <translation>
            <numerusform>the certificate is good for %n more day</numerusform>
            <numerusform>the certificate is good for %n more days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::AuditPage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n chain(s)</source>
        <translation>
            <numerusform>in %n chain</numerusform>
            <numerusform>in %n chains</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is missing between the first row and the last: the numbers of %n chain(s) follow each other.</source>
        <translation>
            <numerusform>Nothing is missing between the first row and the last: the numbers of %n chain follow each other.</numerusform>
            <numerusform>Nothing is missing between the first row and the last: the numbers of %n chains follow each other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are missing, where the table says so.</source>
        <translation>
            <numerusform>%n row is missing, where the table says so.</numerusform>
            <numerusform>%n rows are missing, where the table says so.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::Banner</name>
    <message numerus="yes">
        <source>Next try in %n second(s).</source>
        <translation>
            <numerusform>Next try in %n second.</numerusform>
            <numerusform>Next try in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::BubbleDelegate</name>
    <message numerus="yes">
        <source>%n earlier message(s)</source>
        <translation>
            <numerusform>%n earlier message</numerusform>
            <numerusform>%n earlier messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) missing here</source>
        <translation>
            <numerusform>%n message missing here</numerusform>
            <numerusform>%n messages missing here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::ConnectPage</name>
    <message numerus="yes">
        <source>%n new profile(s).</source>
        <translation>
            <numerusform>%n new profile.</numerusform>
            <numerusform>%n new profiles.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::DisconnectDialog</name>
    <message numerus="yes">
        <source>%n connection(s) will be closed. They may come back at once, unless you ban them.</source>
        <translation>
            <numerusform>%n connection will be closed. It may come back at once, unless you ban it.</numerusform>
            <numerusform>%n connections will be closed. They may come back at once, unless you ban them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %n connection(s)</source>
        <translation>
            <numerusform>Disconnect %n connection</numerusform>
            <numerusform>Disconnect %n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::ExportDialog</name>
    <message numerus="yes">
        <source>%n row(s) written</source>
        <translation>
            <numerusform>%n row written</numerusform>
            <numerusform>%n rows written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are in %1.</source>
        <translation>
            <numerusform>%n row is in %1.</numerusform>
            <numerusform>%n rows are in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::FramePage</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older dropped</source>
        <translation>
            <numerusform>%n older dropped</numerusform>
            <numerusform>%n older dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost at the server</source>
        <translation>
            <numerusform>%n lost at the server</numerusform>
            <numerusform>%n lost at the server</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>0 of %n frame(s) match</source>
        <translation>
            <numerusform>0 of %n frame matches</numerusform>
            <numerusform>0 of %n frames match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::InboxModel</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::InboxPage</name>
    <message numerus="yes">
        <source>0 of %n session(s) match</source>
        <translation>
            <numerusform>0 of %n session matches</numerusform>
            <numerusform>0 of %n sessions match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::KeyDialog</name>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::KeysPage</name>
    <message numerus="yes">
        <source>The key &quot;%1&quot; of the tenant %2 opens no door any more, for ever, and %n connection(s) that came in with it end.</source>
        <translation>
            <numerusform>The key &quot;%1&quot; of the tenant %2 opens no door any more, for ever, and %n connection that came in with it ends.</numerusform>
            <numerusform>The key &quot;%1&quot; of the tenant %2 opens no door any more, for ever, and %n connections that came in with it end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Revoke and disconnect %n connection(s)</source>
        <translation>
            <numerusform>&amp;Revoke and disconnect %n connection</numerusform>
            <numerusform>&amp;Revoke and disconnect %n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::LiveConnections</name>
    <message numerus="yes">
        <source>&amp;Disconnect %n …</source>
        <translation>
            <numerusform>&amp;Disconnect %n …</numerusform>
            <numerusform>&amp;Disconnect %n …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) closed.</source>
        <translation>
            <numerusform>%n connection closed.</numerusform>
            <numerusform>%n connections closed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::NewsDesk</name>
    <message numerus="yes">
        <source>%n security event(s)</source>
        <translation>
            <numerusform>%n security event</numerusform>
            <numerusform>%n security events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::NodesPage</name>
    <message numerus="yes">
        <source>%1 on %n server(s)</source>
        <translation>
            <numerusform>%1 on %n server</numerusform>
            <numerusform>%1 on %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) have fallen silent: %1</source>
        <translation>
            <numerusform>%n server has fallen silent: %1</numerusform>
            <numerusform>%n servers have fallen silent: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 takes nobody new, finishes what is in flight, sends its %n client(s) away with a time to come back, and ends. It has to be started again.</source>
        <translation>
            <numerusform>%1 takes nobody new, finishes what is in flight, sends its %n client away with a time to come back, and ends. It has to be started again.</numerusform>
            <numerusform>%1 takes nobody new, finishes what is in flight, sends its %n clients away with a time to come back, and ends. It has to be started again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Drain %1 and close %n connection(s)</source>
        <translation>
            <numerusform>&amp;Drain %1 and close %n connection</numerusform>
            <numerusform>&amp;Drain %1 and close %n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::Notifications</name>
    <message numerus="yes">
        <source>%n more message(s)</source>
        <translation>
            <numerusform>%n more message</numerusform>
            <numerusform>%n more messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The connection was lost %n more time(s)</source>
        <translation>
            <numerusform>The connection was lost %n more time</numerusform>
            <numerusform>The connection was lost %n more times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more security event(s)</source>
        <translation>
            <numerusform>%n more security event</numerusform>
            <numerusform>%n more security events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more server(s) fell silent</source>
        <translation>
            <numerusform>%n more server fell silent</numerusform>
            <numerusform>%n more servers fell silent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioPanel</name>
    <message numerus="yes">
        <source>Recording: %n step(s)</source>
        <translation>
            <numerusform>Recording: %n step</numerusform>
            <numerusform>Recording: %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::SessionPanel</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::TablePane</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
</TS>
