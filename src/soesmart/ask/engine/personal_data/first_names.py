# SPDX-License-Identifier: EUPL-1.2
"""First names that are common among people in Germany: they tell "Peter Müller" from "Alter Schlachthof".

Gathered by hand from what families here are called: German, Turkish, Ukrainian, Arabic, Polish, Italian.
Names that are common words or streets too (August, Mark, Rose, Grün …) are left out.
"""

_WRITTEN = """
Aaron Achim Adam Adrian Agnes Ahmad Ahmed Ahmet Aisha Alberto Albrecht Aleksandr Alessandro Alex Alexander
Alexandra Alexej Alfred Ali Alice Alina Alisa Aljona Alwin Amelie Amina Amir Amira Ana Anastasia Andre
Andrea Andreas Andrej Andrii Andrzej André Angela Angelika Anika Anita Anja Anke Ann Anna Anne Annegret
Anneliese Annemarie Annette Annika Antje Anton Antonia Antonio Arne Arnold Artem Arthur Astrid Ayla Aylin
Ayse Ayşe Barbara Bastian Beate Beatrix Ben Benedikt Benjamin Bernadette Bernd Bernhard Berta Bettina Bianca
Birgit Birgitt Björn Bodo Bogdan Boris Brigitte Britta Bruno Burkhard Bärbel Can Carina Carl Carla Carlo
Carlos Carmen Carola Carolin Caroline Carsten Cem Charlotte Chris Christa Christel Christian Christiane
Christin Christina Christine Christof Christoph Christopher Clara Claudia Claus Clemens Conny Constanze
Cordula Corinna Cornelia Dagmar Damian Daniel Daniela Danuta Dario Darius David Denise Deniz Dennis Detlef
Detlev Diana Diego Dieter Dietmar Dietrich Dina Dirk Dmitri Dmytro Dominik Dora Dorothea Dorothee Edeltraud
Edith Eduard Elena Elfriede Elias Elif Elisa Elisabeth Elise Elke Ella Ellen Elli Elmar Elsa Emil Emilia
Emily Emine Emma Emre Enno Erhard Eric Erich Erik Erika Erna Ernst Erwin Esra Esther Eugen Eva Evelyn Ewa
Fabian Falk Fatima Fatma Felix Ferdinand Filip Finn Florian Frank Franz Franziska Fred Frieda Friederike
Friedhelm Friedrich Fritz Gabi Gabriel Gabriele Galina Georg Gerald Gerd Gerda Gerhard Gerlinde Gernot
Gertrud Gianni Gisela Giuseppe Gregor Greta Grete Gudrun Guido Gundula Gunnar Gustav Günter Günther Hakan
Halil Hamza Hanna Hannah Hannelore Hannes Hans Hans-Georg Hans-Jürgen Hans-Peter Harald Hartmut Hasan Hassan
Hatice Hauke Heide Heidemarie Heidi Heike Heiko Heiner Heinrich Heinz Helen Helena Helene Helga Helge Helmut
Hendrik Henning Henriette Henrik Henry Herbert Hermann Hermine Hilde Hildegard Holger Horst Hubert Hubertus
Hussein Hüseyin Ibrahim Ida Igor Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingrid Irene Irina
Iris Irmgard Iryna Isabel Isabell Isabella Ismail Ivan Iwan Jacqueline Jakob Jan Jana Jane Janina Janine
Jannik Janusz Jasmin Jennifer Jens Jessica Joachim Jochen Joel Johann Johanna Johannes Jolanta Jonas
Jonathan Josef Josefine Joseph Judith Julia Julian Juliane Julius Justin Justus Jutta Jörg Jürgen Kai Karin
Karina Karl Karl-Heinz Karla Karola Karolina Karsten Katarina Katharina Kathrin Katja Katrin Kerstin Kevin
Khaled Kilian Kirsten Klara Klaudia Klaus Klaus-Dieter Konrad Konstantin Krystyna Krzysztof Kurt Lara
Larissa Lars Laura Lea Leah Lena Leni Leo Leon Leonard Leonie Liam Lidia Lina Linda Lisa Lothar Lotte Louis
Louisa Luca Lucas Lucia Ludger Ludwig Luis Luisa Luise Lukas Lutz Lydia Magda Magdalena Maik Maike Maja
Malte Mandy Manfred Manuel Manuela Marc Marcel Marco Marcus Marek Maren Margarete Margit Margot Margret
Maria Marianne Marie Marina Mario Marion Marita Marius Marko Markus Marlene Marlies Marlis Marta Martha
Martin Martina Marvin Mary Mateusz Mathias Mathilda Mathilde Matthias Max Maximilian Mechthild Mehmet Meike
Melanie Melissa Meryem Mia Michael Michaela Michał Michelle Miguel Mika Mila Milan Mira Miriam Mirko Mohamed
Mohammad Mohammed Monika Moritz Murat Mustafa Mykola Nadia Nadine Nadja Natalia Natalie Natalija Nele
Nicholas Nick Nico Nicola Nicole Niels Niklas Nikola Nikolai Nils Nina Noah Nora Norbert Nour Olaf Ole Oleg
Oleh Oleksandr Oleksii Olena Olga Oliver Olivia Omar Omer Oskar Osman Otto Pascal Patricia Patrick Patrizia
Paul Paula Pavel Pawel Pedro Peggy Peter Petra Philip Philipp Pia Pierre Piotr Radosław Rafael Rainer Ralf
Ralph Ramazan Ramona Raphael Rasmus Rebecca Regina Regine Reiner Reinhard Reinhold Renate Rene René Richard
Rita Robert Roberto Robin Roger Roland Rolf Roman Romy Ronald Ronny Rosemarie Rosi Roswitha Rudi Rudolf Ruth
Rüdiger Sabine Sabrina Sahra Said Salim Samir Samira Samuel Sandra Sara Sarah Sascha Saskia Sebastian Selin
Selma Serap Sergej Serhii Serkan Severin Sibel Sibylle Siegfried Sieglinde Siegrid Sigrid Silke Silvia Simon
Simone Sina Sofia Solveig Sonja Sophia Sophie Stanisław Stefan Stefanie Steffen Steffi Stephan Stephanie
Sultan Susann Susanna Susanne Svantje Sven Svenja Svetlana Svitlana Sylvia Tamara Tanja Tarek Tatjana
Tetiana Thea Theo Theodor Theresa Therese Thomas Thorben Thorsten Till Tim Timo Tina Tobias Tom Tomasz Toni
Torben Torsten Traute Tristan Udo Ulf Ulla Ulrich Ulrike Ursula Uschi Uta Ute Uwe Valentina Vanessa Vera
Veronika Viktor Viktoria Viola Vitali Vladimir Volker Volodymyr Walter Waltraud Waltraut Wanda Werner Wiebke
Wilfried Wilhelm Wilhelmine Willi William Willy Winfried Wladimir Wolf Wolfgang Wolfram Xaver Yana Yannick
Yara Yasmin Yildiz Yulia Yuliia Yusuf Yvonne Yılmaz Zeynep Zofia Ömer İsmail
"""
FIRST_NAMES = frozenset(_WRITTEN.split())
